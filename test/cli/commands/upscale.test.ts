import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProgram } from '../../../src/cli/create-program.js';
import { runCommandLine } from '../../../src/cli/run-command-line.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { type FakeFront, type FakeFrontScript, JOB_ID, startFakeFront } from '../fake-front.js';
import { COMPLETED, FAILED, RUNNING, sampleReport, SECONDS } from '../job-samples.js';
import { pretendStack } from '../pretend-stack.js';
import { recordingTerminal } from '../recording-terminal.js';

const directory = temporaryDirectory();
let front: FakeFront | null = null;

afterEach(async () => {
  await front?.close();
  front = null;
});

const inDirectory = (name: string) => join(directory.path, name);

function video(name = 'clip.mp4', content = 'small') {
  writeFileSync(inDirectory(name), content);
  return inDirectory(name);
}

async function upscale(args: readonly string[], script: FakeFrontScript = {}) {
  front = await startFakeFront({ video: Buffer.from('enlarged'), report: sampleReport(), ...script });
  const data = inDirectory('data');
  mkdirSync(data);
  pretendStack(data, front.address);
  const terminal = recordingTerminal();
  const exitCode = await runCommandLine(createProgram, ['upscale', ...args, '--data', data], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

test('a video goes up as announced, is followed, and comes down', async () => {
  const out = inDirectory('out.mp4');
  const { exitCode, output, errors } = await upscale([video(), '-o', out, '--type', 'anime', '--crf', '20'], {
    looks: [null, RUNNING, COMPLETED],
  });
  expect(exitCode).toBe(0);
  expect(output).toBe(`${out}\n`);
  expect(readFileSync(out, 'utf8')).toBe('enlarged');
  expect(errors).toContain('clip.mp4: waiting for the job\n');
  expect(errors).toContain('clip.mp4: 46 %  upscaling  56/120 frames');
  const [upload] = front?.uploads ?? [];
  expect(upload?.announced).toEqual({
    fileName: 'clip.mp4',
    contentType: 'video/mp4',
    videoType: 'anime',
    crf: '20',
    container: 'mp4',
  });
  expect(upload?.sent.toString()).toBe('small');
  expect(upload?.headers).toMatchObject({ 'content-type': 'video/mp4', 'x-amz-meta-upreel-test': 'yes' });
});

test('a folder stands for the videos in it, one job and one line each', async () => {
  const folder = inDirectory('clips');
  const out = inDirectory('out');
  mkdirSync(folder);
  mkdirSync(out);
  for (const name of ['b.mov', 'a.mp4', 'notes.txt']) writeFileSync(join(folder, name), name);
  const { exitCode, output } = await upscale([folder, '-o', out], { looks: [COMPLETED] });
  expect(exitCode).toBe(0);
  expect(output).toBe(`${join(out, 'a-4x.mp4')}\n${join(out, 'b-4x.mp4')}\n`);
  expect(front?.uploads.map(({ sent }) => sent.toString())).toEqual(['a.mp4', 'b.mov']);
});

test('--json ends with one line and saves the report beside the video', async () => {
  const out = inDirectory('out.mp4');
  const { exitCode, output } = await upscale([video(), '-o', out, '--json'], { looks: [RUNNING, COMPLETED] });
  expect(exitCode).toBe(0);
  expect(output.endsWith('}\n')).toBe(true);
  expect(output.trimEnd()).not.toContain('\n');
  expect(JSON.parse(output)).toEqual({
    jobId: JOB_ID,
    workflowId: `upscale-${JOB_ID}`,
    status: 'COMPLETED',
    output: out,
    report: inDirectory('out.report.json'),
    frames: { total: 120, extracted: 120, processed: 120 },
    seconds: SECONDS,
  });
  expect(JSON.parse(readFileSync(inDirectory('out.report.json'), 'utf8'))).toEqual(sampleReport());
});

test('a failed job ends with 1, its reason on stderr, and no file', async () => {
  const out = inDirectory('out.mp4');
  const { exitCode, output, errors } = await upscale([video(), '-o', out, '--json'], { looks: [RUNNING, FAILED] });
  expect(exitCode).toBe(1);
  expect(errors).toContain('clip.mp4: This is no video. (UnsupportedMedia)\n');
  expect(JSON.parse(output)).toMatchObject({
    status: 'FAILED',
    output: null,
    report: null,
    seconds: SECONDS,
    failureType: 'UnsupportedMedia',
    failureReason: 'This is no video.',
  });
  expect(existsSync(out)).toBe(false);
});

test('several videos give one line each, also when one fails', async () => {
  const results = inDirectory('results');
  mkdirSync(results);
  const files = [video('a.mp4'), video('b.mp4')];
  const { exitCode, output } = await upscale([...files, '-o', results, '--json'], { looks: [FAILED, COMPLETED] });
  expect(exitCode).toBe(1);
  const lines = output.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(['FAILED', 'COMPLETED']);
  expect(readdirSync(results).sort()).toEqual(['b-4x.mp4', 'b-4x.report.json']);
});

test('an upload that S3 refuses ends with 1 and S3’s reason', async () => {
  const { exitCode, errors } = await upscale([video(), '-o', inDirectory('out.mp4')], { refusesUpload: true });
  expect(exitCode).toBe(1);
  expect(errors).toContain('SignatureDoesNotMatch');
});

test('Ctrl-C leaves the job on a running stack, says how to watch it, and ends with 130', async () => {
  const { exitCode, output, errors } = await upscale([video(), '-o', inDirectory('out.mp4'), '--json'], {
    looks: [RUNNING],
    onLook: () => process.emit('SIGINT'),
  });
  expect(exitCode).toBe(130);
  expect(output).toBe('');
  expect(errors).toContain(
    `The job goes on. Follow it with: upreel jobs watch ${JOB_ID} --data ${inDirectory('data')}`,
  );
});

describe('wrong usage ends with 2, says what would be right, and uploads nothing', () => {
  async function expectWrong(args: readonly string[], sentence: string | RegExp) {
    const { exitCode, errors } = await upscale(args);
    expect(errors).toMatch(sentence);
    expect(exitCode).toBe(2);
    expect(front?.calls).toEqual([]);
  }

  test('no file', () => expectWrong([], /missing required argument 'file'/));
  test('a file that is not there', () => expectWrong([inDirectory('no.mp4')], /There is no file/));
  test('a directory', () => expectWrong([directory.path], /no video in the folder/));
  test('no video’s name', () => expectWrong([video('song.mp3')], /must end in one of mp4/));
  test('an empty file', () => expectWrong([video('clip.mp4', '')], /is empty/));
  test('more than one PUT carries', async () => {
    const path = video('big.mp4');
    truncateSync(path, 5 * 2 ** 40 + 1);
    await expectWrong([path], /5 TiB/);
  });
  test('an unknown model', () =>
    expectWrong([video(), '--model', 'magic'], /model must be one of realesr-general-x4v3/));
  test('a scale out of range', () =>
    expectWrong([video(), '--scale', '5'], /scale must be a whole number from 2 to 4/));
  test('scale and height together', () =>
    expectWrong([video(), '--scale', '2', '--height', '720'], /exclude each other/));
  test('an unknown type', () => expectWrong([video(), '--type', 'cartoon'], /Allowed choices are real, anime/));
  test('a model that is not on this machine', () =>
    expectWrong(
      [video(), '--model', 'import-x2-0123456789ab'],
      /Model import-x2-0123456789ab is not installed on this worker\. Get it: npx upreel models import FILE/,
    ));
  test('a precision that this machine can’t run', () =>
    expectWrong([video(), '--precision', 'fp16'], /can't run realesr-general-x4v3 in fp16\. It can do: fp32, int8/));
  test('int8 of a model that loses too much in it', () =>
    expectWrong([video(), '--model', 'span-x2', '--precision', 'int8'], /span-x2 loses too much in int8/));
  test('a scale that the model has not', () =>
    expectWrong(
      [video(), '--model', 'span-x2', '--scale', '3'],
      /span-x2 enlarges by 2 at most, not by 3\. These can: /,
    ));
  test('a typo in an option', () => expectWrong([video(), '--modle', 'x'], /Did you mean --model/));
  test('an ending that is no container', () => expectWrong([video(), '-o', inDirectory('out.avi')], /\.mp4 or \.mkv/));
  test('an ending that contradicts --container', () =>
    expectWrong([video(), '-o', inDirectory('out.mp4'), '--container', 'mkv'], /contradict/));
  test('the source itself', () => expectWrong([video(), '-o', inDirectory('clip.mp4')], /replace its source/));
  test('the source by another name', () => {
    const path = video();
    symlinkSync(path, inDirectory('link.mp4'));
    return expectWrong([path, '-o', inDirectory('link.mp4')], /replace its source/);
  });
  test('several videos to one file', () =>
    expectWrong([video('a.mp4'), video('b.mp4'), '-o', inDirectory('out.mp4')], /must be a directory/));
  test('two videos of one name', () => {
    mkdirSync(inDirectory('other'));
    return expectWrong([video('a.mp4'), video('other/a.mp4'), '-o', directory.path], /Two results would be named/);
  });
  test('a result that is there already, under a name made up here', () => {
    video('clip-4x.mkv');
    return expectWrong([video(), '-o', directory.path], /is there already/);
  });
  test('a directory that is not there', () => expectWrong([video(), '-o', inDirectory('no/out.mp4')], /no directory/));
});
