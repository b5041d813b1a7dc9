import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProgram } from '../../src/cli/create-program.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { type FakeFront, JOB_ID, startFakeFront } from './fake-front.js';
import { COMPLETED, sampleReport, sampleRow } from './job-samples.js';
import { recordingTerminal } from './recording-terminal.js';

const directory = temporaryDirectory();
let front: FakeFront;
beforeEach(async () => {
  const script = { rows: [sampleRow()], looks: [COMPLETED], video: Buffer.from('enlarged'), report: sampleReport() };
  front = await startFakeFront(script);
});
afterEach(async () => {
  delete process.env.UPREEL_TOKEN;
  await front.close();
});

async function upreel(...args: string[]) {
  const terminal = recordingTerminal();
  const exitCode = await runCommandLine(createProgram, args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

test('--api works on a deployment, wherever it stands on the line, with no stack here', async () => {
  expect(await upreel('--api', front.address, 'jobs', 'list')).toMatchObject({ exitCode: 0 });
  const { exitCode, output } = await upreel('jobs', 'list', '--json', '--api', `${front.address}/`);
  expect(exitCode).toBe(0);
  expect(output).toContain(JOB_ID);
  expect(front.authorizations).toEqual([undefined, undefined]);
});

test('the token of the file comes before that of the environment', async () => {
  process.env.UPREEL_TOKEN = 'of-the-environment';
  const file = join(directory.path, 'token');
  writeFileSync(file, 'of-the-file\n');
  await upreel('--api', front.address, 'jobs', 'list');
  await upreel('--api', front.address, '--token-file', file, 'jobs', 'list');
  expect(front.authorizations).toEqual(['Bearer of-the-environment', 'Bearer of-the-file']);
});

test('a video goes to the deployment and comes back, and S3 never sees the token', async () => {
  process.env.UPREEL_TOKEN = 'secret';
  const video = join(directory.path, 'clip.mp4');
  const out = join(directory.path, 'out.mp4');
  writeFileSync(video, 'small');
  const { exitCode, output } = await upreel('--api', front.address, 'upscale', video, '-o', out);
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: `${out}\n` });
  expect(front.uploads[0]?.headers.authorization).toBeUndefined();
  expect(new Set(front.authorizations)).toEqual(new Set(['Bearer secret']));
});

test.each([
  [['--api', 'example.com', 'jobs', 'list'], 'must be an address like https://'],
  [['--api', 'ftp://example.com', 'jobs', 'list'], 'must be an address like https://'],
  [['--api', 'http://example.com', 'jobs', 'list'], 'must be an https address'],
  [['--api', 'https://example.com', 'doctor'], '"doctor" works on this machine'],
  [['--api', 'https://example.com', 'models', 'list'], '"models" works on this machine'],
])('%j is wrong usage', async (args, sentence) => {
  process.env.UPREEL_TOKEN = 'secret';
  const { exitCode, errors } = await upreel(...args);
  expect(exitCode).toBe(2);
  expect(errors).toContain(sentence);
});

test('a token file that is not there is named', async () => {
  const { exitCode, errors } = await upreel('--api', front.address, '--token-file', '/nowhere', 'jobs', 'list');
  expect(exitCode).toBe(1);
  expect(errors).toContain('/nowhere');
});
