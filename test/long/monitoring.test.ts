import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FailureType } from '../../src/contracts/failures.js';
import type { Stack } from '../../src/contracts/stack.js';
import { makeClip } from '../e2e/support/clips.js';
import { type DevStack, eventually, startDev } from '../e2e/support/dev-stack.js';
import { type OwnDirectory, ownDirectory } from '../e2e/support/own-directory.js';
import { upreel } from '../e2e/support/upreel.js';
import { alertRules, metricNames, panelQueries } from '../support/metric-names.js';
import { type OtlpReceiver, startOtlpReceiver } from '../support/otlp-receiver.js';

jest.setTimeout(240_000);

const FRAMES = 70;
const ROOT = join(import.meta.dirname, '../..');

let directory: OwnDirectory;
let receiver: OtlpReceiver;
let dev: DevStack;
let stack: Stack;
/** A job that is done, and one that can't be. */
let jobs: readonly { readonly jobId: string; readonly status: string }[];
let healthy: boolean;
/** What each worker's endpoint showed then. */
let metrics: Readonly<Record<string, string>>;
let logs: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  directory = await ownDirectory();
  receiver = await startOtlpReceiver();
  const data = directory.path;
  dev = await startDev(data, [], { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint });
  stack = await dev.stack();
  const clip = await makeClip(directory.path, { name: 'clip.mp4', frames: FRAMES });
  const broken = join(directory.path, 'broken.mp4');
  await writeFile(broken, 'This is no video.');
  jobs = await Promise.all(
    [clip, broken].map(async (file) => {
      const { stdout } = await upreel(['upscale', file, '--data', data, '--json'], directory.path);
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { jobId: string; status: string };
    }),
  );
  metrics = Object.fromEntries(
    await Promise.all(
      Object.entries(stack.metrics).map(async ([role, url]) => [role, await (await fetch(url)).text()] as const),
    ),
  );
  healthy = await isHealthy(data);
  await dev.stop();
  const folder = join(data, 'logs');
  logs = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8').trim().split('\n')]),
  );
});
afterAll(async () => {
  await dev.stop();
  await receiver.close();
  await directory.remove();
});

function isHealthy(data: string): Promise<boolean> {
  return promisify(execFile)(process.execPath, [join(ROOT, 'docker/stack-healthy.js'), data]).then(
    () => true,
    () => false,
  );
}

it('one job is done, the other is not', () => {
  expect(jobs.map(({ status }) => status)).toEqual(['COMPLETED', 'FAILED']);
});

describe('metrics', () => {
  const names = () => new Set(Object.values(metrics).flatMap((text) => text.match(/^(upreel|temporal)_\w+/gm) ?? []));
  const valueOf = (role: string, sample: string): number => {
    const line = metrics[role]?.split('\n').find((each) => each.startsWith(sample));
    return Number(line?.split(' ').at(-1));
  };

  it.each(panelQueries())('the panel "%s" asks for what workers really show', (_, queries) => {
    for (const name of queries.flatMap(metricNames)) expect(names()).toContain(name);
  });

  it.each(alertRules().map(({ alert, expr }) => [alert, expr]))('so does the alert %s', (_, expr) => {
    for (const name of metricNames(expr)) expect(names()).toContain(name);
  });

  it('every frame is counted once in every stage', () => {
    for (const [role, activityType] of [
      ['media-worker', 'extractFrames'],
      ['gpu-worker-1', 'upscaleBatch'],
      ['media-worker', 'recomposeVideo'],
    ] as const) {
      expect(valueOf(role, `upreel_frames_total{activityType="${activityType}"`)).toBe(FRAMES);
    }
  });

  it('the failure is counted by its type, of the attempt and of the job', () => {
    expect(metrics['media-worker']).toMatch(/^upreel_attempt_failures_total{.*failureType="UnsupportedMedia".*} 1$/m);
    expect(metrics['jobs-worker']).toMatch(/^upreel_jobs_ended_total{.*failureType="UnsupportedMedia".*} 1$/m);
    expect(metrics['jobs-worker']).toMatch(/^upreel_jobs_ended_total{.*status="COMPLETED".*} 1$/m);
  });

  it('each way in which a job may end is counted from nought on, in one series', () => {
    const ends = metrics['jobs-worker']?.match(/^upreel_jobs_ended_total{.*$/gm) ?? [];
    expect(ends).toHaveLength(1 + Object.keys(FailureType).length);
    expect(ends.filter((line) => line.endsWith(' 1'))).toHaveLength(2);
  });

  it('what waits is known of every queue', () => {
    for (const queue of ['upreel-jobs', 'upreel-media', 'upreel-gpu']) {
      expect(valueOf('jobs-worker', `upreel_queue_depth{taskQueue="${queue}"`)).toBeGreaterThanOrEqual(0);
    }
  });

  it('the stack is healthy while all of it answers, and not once it has ended', async () => {
    expect(healthy).toBe(true);
    expect(await isHealthy(dev.directory)).toBe(false);
  });
});

describe('the log', () => {
  const ours = () => Object.entries(logs).filter(([name]) => /^(functions|.*-worker.*)\.log$/.test(name));

  it('of every worker and function is an object a line', () => {
    expect(ours().map(([name]) => name)).toEqual(
      expect.arrayContaining(['functions.log', 'gpu-worker-1.log', 'jobs-worker.log', 'media-worker.log']),
    );
    for (const line of ours().flatMap(([, lines]) => lines)) {
      expect(JSON.parse(line)).toMatchObject({
        level: expect.any(String) as string,
        service: expect.any(String) as string,
        msg: expect.any(String) as string,
      });
    }
  });

  it('tells of each job by its id, wherever it was', () => {
    const [done = { jobId: '' }, failed = { jobId: '' }] = jobs;
    const tellingOf = (jobId: string) =>
      ours()
        .filter(([, lines]) => lines.some((line) => (JSON.parse(line) as { jobId?: string }).jobId === jobId))
        .map(([name]) => name);
    expect(tellingOf(done.jobId)).toEqual(['functions.log', 'gpu-worker-1.log', 'jobs-worker.log', 'media-worker.log']);
    expect(tellingOf(failed.jobId)).toEqual(['functions.log', 'jobs-worker.log', 'media-worker.log']);
  });

  it('has the id in every line that speaks of a job at all', () => {
    const ids = jobs.map(({ jobId }) => jobId);
    for (const [name, lines] of ours()) {
      for (const line of lines) {
        const entry = JSON.parse(line) as { jobId?: string; workflowType?: string };
        const speaksOfJob = ids.some((id) => line.includes(id)) || entry.workflowType === 'upscaleVideo';
        expect([name, line, ids.includes(entry.jobId ?? '')]).toEqual([name, line, speaksOfJob]);
      }
    }
  });
});

describe('the trace', () => {
  const spansOf = (jobId: string) => receiver.spans.filter((span) => span.attributes['upreel.job_id'] === jobId);

  it('is one a job, and all that belongs to the job is in it', async () => {
    for (const { jobId } of jobs) {
      const spans = await eventually(() => {
        const found = spansOf(jobId);
        return Promise.resolve(found.some(({ name }) => name === 'upscaleVideo') ? found : null);
      });
      expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([jobId.replaceAll('-', '')]));
      const ids = new Set(spans.map(({ spanId }) => spanId));
      const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
      expect(roots.map(({ name }) => name)).toEqual(['S3 event']);
      for (const { parentSpanId } of spans) if (parentSpanId !== undefined) expect(ids).toContain(parentSpanId);
    }
  });

  it('goes from the event through start-job and the workflow to its activities', () => {
    const spans = spansOf(jobs[0]?.jobId ?? '');
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const pathTo = (span: (typeof spans)[number] | undefined): readonly string[] =>
      span === undefined ? [] : [...pathTo(byId.get(span.parentSpanId ?? '')), `${span.service}: ${span.name}`];
    const before = ['functions: S3 event', 'functions: start-job', 'jobs-worker: upscaleVideo'];
    const activities = spans.filter(({ name }) => !['S3 event', 'start-job', 'upscaleVideo'].includes(name));
    for (const span of activities) expect(pathTo(span)).toEqual([...before, `${span.service}: ${span.name}`]);
    expect(new Set(activities.map(({ service, name }) => `${service}: ${name}`))).toEqual(
      new Set([
        'jobs-worker: registerJob',
        'jobs-worker: recordStage',
        'jobs-worker: recordProgress',
        'jobs-worker: verifyOutput',
        'jobs-worker: recordEnd',
        'media-worker: probeSource',
        'media-worker: extractFrames',
        'media-worker: recomposeVideo',
        'gpu-worker: upscaleBatch',
      ]),
    );
  });

  it('tells of a failure where it happened', () => {
    const failed = spansOf(jobs[1]?.jobId ?? '').filter(({ status }) => status?.code === 2);
    expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(['probeSource', 'upscaleVideo']));
  });
});
