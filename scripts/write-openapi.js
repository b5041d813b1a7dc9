/** Writes docs/openapi.json, the HTTP API as its request schemas have it. */
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';

register('../test/support/typescript-hooks.js', import.meta.url);
const { openApiDocument } = await import('../src/triggers/api/openapi-document.ts');
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(), null, 2)}\n`);
