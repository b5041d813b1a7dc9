import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openApiDocument } from '../../../src/triggers/api/openapi-document.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Schema {
  readonly type: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, object>>;
  readonly additionalProperties: boolean;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: object };
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

it('is the document that is checked in: npm run openapi writes it', () => {
  const file = join(import.meta.dirname, '../../../docs/openapi.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
});

it('has every reference among its components', () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(references).size).toBeGreaterThan(10);
  expect(text.match(/"\$ref"/g)).toHaveLength(references.length);
  for (const name of references) expect(document.components.schemas).toHaveProperty(name ?? '');
});

it('names each operation once, and says of each what an error is', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId, responses } of operations) {
    if (operationId !== 'openApi') expect(Object.keys(responses)).toContain('500');
  }
});

it('tells the parameters with their bounds, and that there are no others', () => {
  const schema = document.paths['/uploads']?.post?.requestBody?.content['application/json']?.schema;
  expect(schema).toMatchObject({
    type: 'object',
    required: ['fileName'],
    additionalProperties: false,
    properties: {
      expiration: { type: 'integer', minimum: 300, maximum: 604_800, default: 3600 },
      scale: { type: 'integer', minimum: 2, maximum: 4 },
      codec: { enum: ['h264', 'hevc', 'av1'] },
    },
  });
  const list = document.paths['/jobs']?.get?.parameters;
  expect(list).toMatchObject([
    { name: 'status', in: 'query', required: false },
    { name: 'limit', in: 'query', required: false, schema: { minimum: 1, maximum: 100, default: 20 } },
    { name: 'cursor', in: 'query', required: false },
  ]);
  expect(document.paths['/jobs/{jobId}']?.get?.parameters).toEqual([
    { name: 'jobId', in: 'path', required: true, schema: { type: 'string' } },
  ]);
});
