import { z } from 'zod';

import { ANSWERS } from './answers.js';
import { OPERATIONS } from './operations.js';
import { FALLBACK } from './parameter.js';

type Json = Readonly<Record<string, unknown>>;

const ERRORS: Readonly<Record<number, string>> = {
  400: 'A parameter is missing or wrong; the answer names it.',
  403: 'The token does not say whose the call is, or does not allow it.',
  404: 'There is no such job, or no such upload.',
  409: 'What was asked for does not fit the state of the job or upload.',
  500: 'Something went wrong inside.',
  503: 'A service that is needed does not answer now.',
};

/** The HTTP API as an OpenAPI 3.1 document, made of the schemas that check its requests. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [route, facts] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = route.split(' ');
    const { id, summary, body, query, answer, errors } = facts;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: id,
        summary,
        ...parametersOf(path, query),
        ...(body !== undefined && { requestBody: { required: true, ...jsonContent(schemaOf(body)) } }),
        responses: Object.fromEntries([
          [answer.status, { description: 'Done.', ...jsonContent(answer.body === null ? {} : answerRef(answer.body)) }],
          ...errors.map((status) => [status, { description: ERRORS[status], ...jsonContent(answerRef('Error')) }]),
        ]),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Upreel',
      version: '1',
      description: 'Makes videos larger and sharper, durably. Errors are `{"error": {code, message, parameter?}}`.',
    },
    paths,
    components: { schemas: answerSchemas() },
  };
}

function parametersOf(path: string, query: z.ZodObject | undefined): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {}, required = [] } = query === undefined ? {} : z.toJSONSchema(query, INPUT);
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const all = [...inPath, ...inQuery];
  return all.length === 0 ? {} : { parameters: all };
}

const INPUT = {
  io: 'input',
  unrepresentable: 'any',
  override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    if (!(FALLBACK in jsonSchema)) return;
    jsonSchema.default = jsonSchema[FALLBACK];
    Reflect.deleteProperty(jsonSchema, FALLBACK);
  },
} as const;

function schemaOf(body: z.ZodType): Json {
  return without(z.toJSONSchema(body, INPUT), '$schema');
}

function jsonContent(schema: Json): Json {
  return { content: { 'application/json': { schema } } };
}

function answerRef(name: string): Json {
  return { $ref: componentUri(name) };
}

function componentUri(name: string): string {
  return `#/components/schemas/${name}`;
}

function answerSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(ANSWERS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: componentUri, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, without(schema, '$schema', '$id')]));
}

function without(json: object, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
