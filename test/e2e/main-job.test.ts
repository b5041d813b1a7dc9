import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRow } from '../../src/contracts/job-row.js';
import { TOPICS } from '../../src/contracts/job-message.js';

import { StackAws } from './support/aws.js';
import { ffmpeg, makeClip, probeStreams } from './support/clips.js';
import { eventually, startDev, type DevStack } from './support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from './support/own-directory.js';
import { startUpreel, upreel, type Finished } from './support/upreel.js';

interface JobLine {
  readonly jobId: string;
  readonly workflowId: string;
  readonly status: string;
  readonly output: string | null;
  readonly report: string | null;
  readonly frames: { readonly total: number; readonly extracted: number; readonly processed: number };
  readonly seconds: Readonly<Record<string, number>>;
  readonly failureType?: string;
  readonly failureReason?: string;
}

interface Answer {
  readonly url: string;
  readonly key: string;
  readonly jobId?: string;
  readonly headers: Readonly<Record<string, string>>;
}

let directory: OwnDirectory;
let dev: DevStack;
let aws: StackAws;

jest.setTimeout(180_000);

beforeAll(async () => {
  directory = await ownDirectory();
  dev = await startDev(directory.path);
  aws = new StackAws(await dev.stack());
});

afterAll(async () => {
  aws.close();
  await dev.stop();
  await directory.remove();
});

function jobLine({ stdout, stderr }: Finished): JobLine {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (line === '') throw new Error(`upscale said nothing of a job: ${stderr}`);
  return JSON.parse(line) as JobLine;
}

async function upscale(file: string, ...args: string[]) {
  return upreel(['upscale', file, '--data', directory.path, '--json', ...args], directory.path);
}

async function presign(body: object): Promise<Answer> {
  const { http } = await dev.stack();
  const answer = await fetch(`${http}/uploads`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

test('upscale gives a playable file of four times the size, every frame, and its sound', async () => {
  const clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 40 });
  const output = join(directory.path, 'out.mp4');
  const subscription = await aws.subscribe(TOPICS);
  const job = jobLine(await upscale(clip, '-o', output, '--type', 'anime'));

  expect(job).toMatchObject({
    status: 'COMPLETED',
    workflowId: `upscale-${job.jobId}`,
    output,
    frames: { total: 40, extracted: 40, processed: 40 },
  });
  expect(Object.keys(job.seconds).sort()).toEqual(['extract', 'recompose', 'total', 'upscale', 'verify']);
  const streams = await probeStreams(output);
  expect(streams.find((stream) => stream.codec_type === 'video')).toMatchObject({
    codec_name: 'h264',
    width: 256,
    height: 192,
    nb_read_frames: '40',
  });
  expect(streams.find((stream) => stream.codec_type === 'audio')).toMatchObject({ codec_name: 'aac' });

  const { buckets } = await dev.stack();
  const row = await eventually(() => aws.row(job.jobId));
  expect(row).toMatchObject({
    JobId: job.jobId,
    VideoName: 'clip.mp4',
    SourceBucket: buckets.source,
    SourceKey: `data/src/anime/${job.jobId}/clip.mp4`,
    ProcessedBucket: buckets.processed,
    FinalBucket: buckets.final,
    ContentType: 'video/mp4',
    Status: 'COMPLETED',
    Frames: { Total: 40, Extracted: 40, Processed: 40 },
    VideoType: 'anime',
    WorkflowId: `upscale-${job.jobId}`,
    FinalKey: `data/final/${job.jobId}/clip.mp4`,
    ReportKey: `data/final/${job.jobId}/report.json`,
  });
  expect(row.ContentLength).toBeGreaterThan(0);
  expect(row.CreatedAt <= row.UpdatedAt).toBe(true);

  const messages = await subscription.untilCompletion(job.jobId);
  expect(messages.map(({ status, eventId }) => [eventId.split(':').at(-1), status])).toEqual([
    ['extraction', 'INITIATED'],
    ['processing', 'PROCESSING'],
    ['recomposition', 'RECOMPOSING'],
    ['completion', 'COMPLETED'],
  ]);
  for (const message of messages) {
    expect(message).toMatchObject({
      jobId: job.jobId,
      videoName: 'clip.mp4',
      sourceBucket: buckets.source,
      sourceKey: row.SourceKey,
    });
  }

  const prefix = `jobs/${job.jobId}/`;
  const keys = await aws.keys('processed', prefix);
  expect(keys.filter((key) => !key.includes('.attempts/'))).toEqual(
    [
      'audio/streams.mp4',
      'checkpoints/batches/00000000.json',
      'checkpoints/batches/00000032.json',
      'checkpoints/comparison.png',
      'checkpoints/extraction.json',
      'checkpoints/output.mp4',
      'checkpoints/plan.json',
      'checkpoints/poster.jpg',
      'checkpoints/recomposition.json',
      'frames/segment-00000000.nut',
      'frames/segment-00000032.nut',
      'processed_frames/segment-00000000.nut',
      'processed_frames/segment-00000032.nut',
    ].map((name) => prefix + name),
  );
  expect(await aws.keys('final', `data/final/${job.jobId}/`)).toEqual(
    ['clip.mp4', 'comparison.png', 'poster.jpg', 'report.json'].map((name) => `data/final/${job.jobId}/${name}`),
  );
});

test('in png mode every frame is an object of its own, and the result is the same kind of file', async () => {
  const clip = await makeClip(directory.path, { name: 'stills.mp4', frames: 3 });
  const output = join(directory.path, 'stills-out.mkv');
  const png = ['--type', 'anime', '--frame-format', 'png', '--scale', '2'];
  const { jobId, status } = jobLine(await upscale(clip, '-o', output, ...png));

  expect(status).toBe('COMPLETED');
  const frames = ['00000001.png', '00000002.png', '00000003.png'];
  expect(await aws.keys('processed', `jobs/${jobId}/frames/`)).toEqual(
    frames.map((name) => `jobs/${jobId}/frames/${name}`),
  );
  expect(await aws.keys('processed', `jobs/${jobId}/processed_frames/`)).toEqual(
    [...frames, 'segment-00000000.nut'].map((name) => `jobs/${jobId}/processed_frames/${name}`),
  );
  expect((await probeStreams(output))[0]).toMatchObject({ width: 128, height: 96, nb_read_frames: '3' });
});

test('a plain PUT to the presigned URL starts a job', async () => {
  const clip = await makeClip(directory.path, { name: 'put.mp4', frames: 2 });
  const answer = await presign({ fileName: 'put.mp4', contentType: 'video/mp4' });
  expect(answer).toMatchObject({ key: 'uploads/put.mp4', headers: { 'Content-Type': 'video/mp4' } });

  const wrong = await fetch(answer.url, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'x' });
  expect(wrong.status).toBe(403);
  const { readFile } = await import('node:fs/promises');
  const put = await fetch(answer.url, { method: 'PUT', headers: answer.headers, body: await readFile(clip) });
  expect(put.status).toBe(200);
  const { http } = await dev.stack();
  const done = await eventually(async () => {
    const list = (await (await fetch(`${http}/jobs?status=COMPLETED`)).json()) as { rows: JobRow[] };
    return list.rows.find((row) => row.SourceKey === 'uploads/put.mp4') ?? null;
  });
  expect(done).toMatchObject({ VideoType: 'real', Frames: { Total: 2, Extracted: 2, Processed: 2 } });
});

test('a GPU worker killed in the middle does not stop the job', async () => {
  const clip = await makeClip(directory.path, { name: 'killed.mp4', frames: 96, size: '96x64', audio: false });
  const output = join(directory.path, 'killed-out.mp4');
  const command = startUpreel(
    ['upscale', clip, '-o', output, '--type', 'anime', '--data', directory.path, '--json'],
    directory.path,
  );
  await command.said('upscaling');
  const before = (await dev.stack()).pids['gpu-worker-1'] ?? 0;
  process.kill(before, 'SIGKILL');

  const { code } = await command.finished;
  expect(code).toBe(0);
  expect((await dev.stack()).pids['gpu-worker-1']).not.toBe(before);
  expect((await probeStreams(output))[0]).toMatchObject({ nb_read_frames: '96' });
});

describe('what is no video ends FAILED with a sentence, without GPU time', () => {
  const cases: readonly [string, string, (path: string) => Promise<void>, string][] = [
    [
      'text',
      'text.mp4',
      (path) => writeFile(path, 'this is no video, whatever it is called\n'.repeat(50)),
      'UnsupportedMedia',
    ],
    ['sound alone', 'sound.mp4', (path) => ffmpeg(['-f', 'lavfi', '-i', 'sine', '-t', '1', path]), 'UnsupportedMedia'],
    [
      'a picture',
      'picture.mp4',
      (path) =>
        ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=size=64x48', '-frames:v', '1', '-f', 'image2', '-c:v', 'png', path]),
      'UnsupportedMedia',
    ],
    [
      'a video cut off',
      'cut.mkv',
      async (path) => {
        await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25', '-t', '4', '-c:v', 'libx264', path]);
        const { truncate, stat } = await import('node:fs/promises');
        await truncate(path, Math.floor((await stat(path)).size * 0.6));
      },
      'UnsupportedMedia',
    ],
  ];
  test.each(cases)('%s', async (_, name, make, failureType) => {
    const path = join(directory.path, name);
    await make(path);
    const finished = await upscale(path, '-o', join(directory.path, `never-${name}`));

    const { code, stderr } = finished;
    const job = jobLine(finished);
    expect({ code, status: job.status, failureType: job.failureType }).toEqual({
      code: 1,
      status: 'FAILED',
      failureType,
    });
    expect(job.failureReason).toMatch(/\w+ \w+/);
    expect(stderr).toContain(job.failureReason ?? '–');
    expect(await aws.row(job.jobId)).toMatchObject({
      Status: 'FAILED',
      FailureType: failureType,
      FailureReason: job.failureReason,
      Frames: { Processed: 0 },
    });
    expect(await aws.keys('processed', `jobs/${job.jobId}/processed_frames/`)).toEqual([]);
  });
});

test('what the command line can see it refuses itself, with no job', async () => {
  const clip = await makeClip(directory.path, { name: 'fine.mp4', frames: 1 });
  await writeFile(join(directory.path, 'empty.mp4'), '');
  await writeFile(join(directory.path, 'notes.txt'), 'hello');
  const refusals = [
    await upscale(join(directory.path, 'missing.mp4')),
    await upscale(join(directory.path, 'empty.mp4')),
    await upscale(join(directory.path, 'notes.txt')),
    await upscale(clip, '--model', 'no-such-model'),
    await upscale(clip, '--scale', '7'),
    await upscale(clip, '--sclae', '2'),
  ];

  expect(refusals.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2]);
  for (const { stderr } of refusals) expect(stderr.trim()).not.toBe('');
});

test('an option that arrives as metadata and is wrong ends in a FAILED job', async () => {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { buckets, http } = await dev.stack();
  const Key = 'uploads/wrong-option.mp4';
  await aws.s3.send(
    new PutObjectCommand({ Bucket: buckets.source, Key, Body: 'x', Metadata: { 'upreel-model': 'no-such-model' } }),
  );
  const row = await eventually(async () => {
    const list = (await (await fetch(`${http}/jobs?status=FAILED`)).json()) as { rows: JobRow[] };
    return list.rows.find(({ SourceKey }) => SourceKey === Key) ?? null;
  });

  expect(row).toMatchObject({ FailureType: 'InvalidInput' });
  expect(row.FailureReason).toContain('no-such-model');
});
