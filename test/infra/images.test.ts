import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDockerfile } from '../support/dockerfile.js';

const ROOT = join(import.meta.dirname, '../..');
const stages = parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const names = stages.map(({ name }) => name);
const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');

/** A stage with those that it is made from. */
function lineOf(name: string): typeof stages {
  const stage = stages.find((each) => each.name === name);
  return stage === undefined ? [] : [...lineOf(stage.from), stage];
}

it('every base image has its exact version', () => {
  for (const { from } of stages.filter((stage) => !names.includes(stage.from))) {
    expect(from).toMatch(/:\d+\.\d+\.\d+-/);
  }
});

it('everything that is copied into the build is there, and let through to it', () => {
  for (const { text } of stages.flatMap(({ instructions }) => instructions).filter(({ name }) => name === 'COPY')) {
    if (text.startsWith('--')) continue;
    for (const source of text.split(' ').slice(0, -1)) {
      expect(existsSync(join(ROOT, source))).toBe(true);
      expect(ignored).toContain(`!${source.split('/')[0] ?? ''}`);
    }
  }
});

describe.each(['jobs', 'media', 'gpu'])('the image of %s workers', (name) => {
  const instructions = lineOf(name).flatMap((stage) => stage.instructions);
  const last = (wanted: string) => instructions.filter((each) => each.name === wanted).at(-1)?.text;

  it('runs its worker as nobody in particular, with bounded processes', () => {
    expect(last('USER')).toBe('node');
    expect(last('ENTRYPOINT')).toContain('"prlimit", "--nproc=');
    expect(last('CMD')).toBe(`["node", "dist/workers/${name}-worker.js"]`);
    expect(existsSync(join(ROOT, `src/workers/${name}-worker.ts`))).toBe(true);
  });

  it('has a health check, and its writable places as volumes', () => {
    expect(last('HEALTHCHECK')).toContain('upreel-healthy');
    expect(last('VOLUME')).toBe('["/var/lib/upreel", "/tmp"]');
  });

  it('brings no development packages', () => {
    const packages = instructions.filter(({ name: each, text }) => each === 'COPY' && text.includes('node_modules'));
    expect(packages.map(({ text }) => text.split(' ')[0])).toEqual([
      name === 'gpu' ? '--from=cuda-packages' : '--from=build',
    ]);
    expect(lineOf('build').flatMap((stage) => stage.instructions.map(({ text }) => text))).toContainEqual(
      expect.stringContaining('npm prune --omit=dev'),
    );
  });
});
