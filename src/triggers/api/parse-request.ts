import type { z } from 'zod';

import { ApiError, invalidParameter } from '../http/api-error.js';

/**
 * The parameters of a call as their schema has them.
 * @throws ApiError 400 with the schema's sentence, naming the first parameter that is wrong
 */
export function parseRequest<T>(schema: z.ZodType<T>, given: Readonly<Record<string, unknown>>): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const parameter = path.map(String).join('.');
  const value = path.reduce<unknown>(
    (inner, name) => (inner as Record<PropertyKey, unknown> | undefined)?.[name],
    given,
  );
  if (value === undefined || value === '') {
    throw new ApiError({ statusCode: 400, code: 'MissingParameter', message: issue.message, parameter });
  }
  throw invalidParameter(parameter, issue.message);
}
