import { ANSWERS } from '../../src/triggers/api/answers.js';
import { OPERATIONS } from '../../src/triggers/api/operations.js';

/** An answer has the form that the OpenAPI document promises, and no field that it does not tell of. */
export function expectDocumented(call: {
  readonly method: string;
  readonly path: string;
  readonly statusCode: number;
  readonly answer: unknown;
}): void {
  const { method, path, statusCode, answer } = call;
  if (statusCode >= 400) return void ANSWERS.Error.strict().parse(answer);
  const operation = Object.entries(OPERATIONS).find(([route]) => {
    const [wanted, pattern = ''] = route.split(' ');
    return wanted === method && new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  })?.[1];
  expect(operation?.answer.status).toBe(statusCode);
  const schema = operation?.answer.body;
  if (schema != null) expect(ANSWERS[schema].parse(answer)).toEqual(answer);
}
