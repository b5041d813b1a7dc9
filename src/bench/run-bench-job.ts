import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import type { StageSeconds } from '../contracts/job.js';
import type { VideoType } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import { createFrontDoor } from '../cli/front-door/create-front-door.js';
import { upscaleFile } from '../cli/upscale/upscale-file.js';
import { inspectVideoFile } from '../cli/upscale/video-file.js';

export interface BenchJob {
  /** From the workflow's start to its close, on Temporal's clock. */
  readonly workflowSeconds: number;
  readonly frames: number;
  readonly stages: StageSeconds;
}

/** One job through the front door. @throws Error when it fails */
export async function runBenchJob(stack: Stack, path: string, videoType: VideoType): Promise<BenchJob> {
  const result = await upscaleFile({
    front: createFrontDoor(stack.http),
    video: await inspectVideoFile(path),
    videoType,
    options: { container: 'mp4' },
    pathOf: () => `${path}.upscaled.mp4`,
    saveReport: false,
    signal: new AbortController().signal,
    onStep: () => undefined,
    onJob: () => undefined,
  });
  if (result.status !== 'COMPLETED') throw new Error(`The bench's job failed: ${result.failureReason ?? ''}`);
  const { workflowId, frames, seconds } = result;
  return { workflowSeconds: await workflowSeconds(stack, workflowId), frames: frames.processed, stages: seconds };
}

async function workflowSeconds({ temporal }: Stack, workflowId: string): Promise<number> {
  const client = createTemporalClient({ ...temporal, tls: false });
  try {
    const workflow = client.workflow.getHandle(workflowId);
    // The row says COMPLETED a moment before the workflow closes.
    await workflow.result();
    const { startTime, closeTime } = await workflow.describe();
    if (closeTime === undefined) throw new Error(`${workflowId} is still open.`);
    return (closeTime.getTime() - startTime.getTime()) / 1000;
  } finally {
    await client.connection.close();
  }
}
