import { readFile } from 'node:fs/promises';

import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { createFrontDoor } from '../cli/front-door/create-front-door.js';
import { upscaleFile } from '../cli/upscale/upscale-file.js';
import { inspectVideoFile } from '../cli/upscale/video-file.js';
import type { StageSeconds } from '../contracts/job.js';
import type { JobReport } from '../contracts/report.js';
import type { GivenOptions } from '../contracts/job-options.js';
import type { VideoType } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import { batchTimes } from './batch-times.js';

export interface BenchJob {
  /** From before the upload until the result is here, by this process's clock. */
  readonly wallSeconds: number;
  /** From the workflow's start to its close, on Temporal's clock. */
  readonly workflowSeconds: number;
  readonly frames: number;
  readonly stages: StageSeconds;
  /** Path of the result. */
  readonly output: string;
  readonly batches: ReturnType<typeof batchTimes>;
  readonly cost: NonNullable<JobReport['cost']>;
}

/** One job through the front door. @throws Error when it fails */
export async function runBenchJob(
  stack: Stack,
  path: string,
  { type: videoType, ...options }: GivenOptions & { readonly type: VideoType },
): Promise<BenchJob> {
  const startedAt = performance.now();
  const result = await upscaleFile({
    front: createFrontDoor(stack.http),
    video: await inspectVideoFile(path),
    videoType,
    options: { container: 'mp4', ...options },
    pathOf: () => `${path}.upscaled.mp4`,
    saveReport: true,
    signal: new AbortController().signal,
    onStep: () => undefined,
    onJob: () => undefined,
  });
  const wallSeconds = (performance.now() - startedAt) / 1000;
  if (result.output === null || result.report === null)
    throw new Error(`The bench's job failed: ${result.failureReason ?? ''}`);
  const { workflowId, frames, seconds: stages, output } = result;
  const { cost } = JSON.parse(await readFile(result.report, 'utf8')) as JobReport;
  if (cost === undefined) throw new Error(`The report of ${workflowId} does not say what the job took.`);
  return { wallSeconds, frames: frames.processed, stages, output, cost, ...(await readWorkflow(stack, workflowId)) };
}

async function readWorkflow(
  { temporal }: Stack,
  workflowId: string,
): Promise<Pick<BenchJob, 'workflowSeconds' | 'batches'>> {
  const client = createTemporalClient({ ...temporal, tls: false });
  try {
    const workflow = client.workflow.getHandle(workflowId);
    // The row says COMPLETED a moment before the workflow closes.
    await workflow.result();
    const [{ startTime, closeTime }, history] = await Promise.all([workflow.describe(), workflow.fetchHistory()]);
    if (closeTime === undefined) throw new Error(`${workflowId} is still open.`);
    return { workflowSeconds: (closeTime.getTime() - startTime.getTime()) / 1000, batches: batchTimes(history) };
  } finally {
    await client.connection.close();
  }
}
