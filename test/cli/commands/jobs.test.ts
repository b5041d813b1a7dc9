import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProgram } from '../../../src/cli/create-program.js';
import { runCommandLine } from '../../../src/cli/run-command-line.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { type FakeFront, type FakeFrontScript, JOB_ID, startFakeFront } from '../fake-front.js';
import { COMPLETED, FAILED, RUNNING, sampleReport, sampleRow } from '../job-samples.js';
import { pretendStack } from '../pretend-stack.js';
import { recordingTerminal } from '../recording-terminal.js';

const directory = temporaryDirectory();
let front: FakeFront | null = null;

afterEach(async () => {
  await front?.close();
  front = null;
});

async function upreel(args: readonly string[], script: FakeFrontScript = {}) {
  front = await startFakeFront(script);
  pretendStack(directory.path, front.address);
  const terminal = recordingTerminal();
  const exitCode = await runCommandLine(createProgram, [...args, '--data', directory.path], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

test('list shows jobs as a table, page by page until there are enough', async () => {
  const rows = Array.from({ length: 250 }, (_, index) => sampleRow({ VideoName: `clip-${index}.mp4` }));
  const { exitCode, output } = await upreel(['jobs', 'list', '--limit', '205'], { rows });
  expect(exitCode).toBe(0);
  const lines = output.trimEnd().split('\n');
  expect(lines).toHaveLength(206);
  expect(lines[0]).toMatch(/^JOB +STATUS +FRAMES +VIDEO$/);
  expect(lines[205]).toBe(`${JOB_ID}  PROCESSING  56/120  clip-204.mp4`);
});

test('list --json prints the rows as the table has them', async () => {
  const { output } = await upreel(['jobs', 'list', '--json'], { rows: [sampleRow()] });
  expect(JSON.parse(output)).toEqual([sampleRow()]);
});

test('a state that does not exist is wrong usage', async () => {
  const { exitCode, errors } = await upreel(['jobs', 'list', '--status', 'DONE']);
  expect(exitCode).toBe(2);
  expect(errors).toContain('COMPLETED');
});

test('show tells a completed job in words, with what its report says', async () => {
  const { exitCode, output } = await upreel(['jobs', 'show', JOB_ID], { looks: [COMPLETED], report: sampleReport() });
  expect(exitCode).toBe(0);
  expect(output).toContain('120 of 120 upscaled');
  expect(output).toContain('container: MP4. Everything fits.');
  expect(output).toContain('stream 1, audio pcm_s16le: transcode to aac, because MP4 does not hold it');
  expect(output).toContain('frames: passed, 120 of 120');
  expect(output).toContain('GPU time 0:17, expected 0:12 – 0:30');
});

test('show --json gives the API’s answer and the report', async () => {
  const { output } = await upreel(['jobs', 'show', JOB_ID, '--json'], { looks: [COMPLETED], report: sampleReport() });
  expect(JSON.parse(output)).toEqual({ ...COMPLETED, report: sampleReport() });
});

test('show says why a job failed', async () => {
  const { exitCode, output } = await upreel(['jobs', 'show', JOB_ID], { looks: [FAILED] });
  expect(exitCode).toBe(0);
  expect(output).toContain('The job failed: This is no video. (UnsupportedMedia)');
});

test.each(['show', 'watch', 'cancel', 'rm'])('%s of an unknown job ends with 1', async (command) => {
  const { exitCode, errors } = await upreel(['jobs', command, 'unknown']);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/There is no(thing| job)/);
});

test('watch follows a job to its end', async () => {
  const { exitCode, errors } = await upreel(['jobs', 'watch', JOB_ID], { looks: [RUNNING, COMPLETED] });
  expect(exitCode).toBe(0);
  expect(errors).toContain('46 %  upscaling  56/120 frames');
  expect(errors).toContain('is completed');
});

test('watch of a job that fails ends with 1 and the reason', async () => {
  const { exitCode, errors } = await upreel(['jobs', 'watch', JOB_ID], { looks: [RUNNING, FAILED] });
  expect(exitCode).toBe(1);
  expect(errors).toContain('This is no video. (UnsupportedMedia)');
});

test('cancel and rm ask the API', async () => {
  expect((await upreel(['jobs', 'cancel', JOB_ID])).exitCode).toBe(0);
  expect(front?.calls).toEqual([`POST /jobs/${JOB_ID}/cancel`]);
});

test('rm asks the API', async () => {
  expect((await upreel(['jobs', 'rm', JOB_ID])).exitCode).toBe(0);
  expect(front?.calls).toEqual([`DELETE /jobs/${JOB_ID}`]);
});

test('retry of a job that has not failed ends with 1, naming its state', async () => {
  const { exitCode, errors } = await upreel(['jobs', 'retry', JOB_ID]);
  expect(exitCode).toBe(1);
  expect(errors).toBe(`Job ${JOB_ID} is COMPLETED.\n`);
});

test('download writes the video', async () => {
  const path = join(directory.path, 'out.mp4');
  const { exitCode, output } = await upreel(['jobs', 'download', JOB_ID, '-o', path], {
    looks: [COMPLETED],
    video: Buffer.from('enlarged'),
  });
  expect(exitCode).toBe(0);
  expect(output).toBe(`${path}\n`);
  expect(readFileSync(path, 'utf8')).toBe('enlarged');
});

test('download to a name with another ending is wrong usage and leaves the file alone', async () => {
  const path = join(directory.path, 'out.mkv');
  writeFileSync(path, 'mine');
  const { exitCode, errors } = await upreel(['jobs', 'download', JOB_ID, '-o', path], { looks: [COMPLETED] });
  expect(exitCode).toBe(2);
  expect(errors).toContain('must end in .mp4');
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('download of a job without a video ends with 1', async () => {
  const { exitCode, errors } = await upreel(['jobs', 'download', JOB_ID, '-o', 'out.mp4'], { looks: [FAILED] });
  expect(exitCode).toBe(1);
  expect(errors).toContain('it is FAILED');
});

test('a typo is answered with what was meant', async () => {
  const { exitCode, errors } = await upreel(['jobs', 'wach', JOB_ID]);
  expect(exitCode).toBe(2);
  expect(errors).toContain('Did you mean watch?');
});

test('without a stack jobs commands end with 1 and say how to start one', async () => {
  const terminal = recordingTerminal();
  expect(await runCommandLine(createProgram, ['jobs', 'list', '--data', directory.path], terminal)).toBe(1);
  expect(terminal.errors()).toContain('upreel dev');
});
