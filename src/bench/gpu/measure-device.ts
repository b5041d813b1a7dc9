import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { precisionsOf } from '../../adapters/onnx/device/precisions-of.js';
import { createModelStore } from '../../adapters/onnx/model-store.js';
import { cacheDirectory } from '../../config/cache-directory.js';
import type { Device } from '../../contracts/devices.js';
import type { Precision } from '../../contracts/job-options.js';
import { DEFAULT_MODEL } from '../../contracts/models.js';
import { startLocalStack } from '../../local/start-local-stack.js';
import { runBenchJob } from '../run-bench-job.js';
import type { Say } from '../measure-speed.js';
import { timeRawInference } from '../../adapters/onnx/session/time-raw-inference.js';

export interface DeviceFigures {
  readonly device: Device;
  readonly precision: Precision;
  readonly model: string;
  readonly frames: number;
  readonly rawFramesPerSecond: number;
  readonly jobFramesPerSecond: number;
  /** Of the job's upscaling: frames × raw seconds a frame ÷ its seconds; `workflow`: of the whole job. */
  readonly efficiency: { readonly upscaling: number; readonly workflow: number };
}

export interface DeviceBench {
  readonly device: Device;
  readonly precision: Precision;
  /** Of `size`. */
  readonly clip: string;
  readonly frames: number;
  readonly size: { readonly width: number; readonly height: number };
  /** For the stack's data. */
  readonly directory: string;
  readonly say: Say;
}

/** One device: ONNX Runtime alone, then a job on a stack whose GPU worker runs on that device. */
export async function measureDevice(bench: DeviceBench): Promise<DeviceFigures> {
  const { device, precision, clip, frames, size, directory, say } = bench;
  const model = DEFAULT_MODEL.anime;
  const precisions = () => Promise.resolve(precisionsOf(device));
  const models = createModelStore({ directory: join(cacheDirectory(), 'models'), precisions });
  const graph = await models.graph({ model, precision, bitDepth: 8 });
  say(`ONNX Runtime alone on ${device} in ${precision} …\n`);
  const threads = device === 'cpu' ? availableParallelism() : 1;
  const raw = await timeRawInference({ graph: graph.bytes, device, ...size, frames, threads });
  const local = await startLocalStack({ dataDirectory: join(directory, device), device });
  try {
    say('A job to warm up, and the job …\n');
    await runBenchJob(local.stack, clip, { type: 'anime', precision });
    const job = await runBenchJob(local.stack, clip, { type: 'anime', precision });
    return {
      ...{ device, precision, model, frames: job.frames },
      rawFramesPerSecond: 1 / raw,
      jobFramesPerSecond: job.frames / job.workflowSeconds,
      efficiency: {
        upscaling: (job.frames * raw) / job.stages.upscale,
        workflow: (job.frames * raw) / job.workflowSeconds,
      },
    };
  } finally {
    await local.stop();
  }
}
