import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { HUGE_PAGES } from '../config/huge-pages.js';
import { chooseDevice } from '../adapters/onnx/device/choose-device.js';
import { thisMachine } from '../adapters/onnx/device/this-machine.js';
import { loadToolPaths } from '../config/tool-paths.js';
import { loadWorkerConfig } from '../config/worker-config.js';
import type { DeviceChoice } from '../contracts/devices.js';
import { createLocalHandlers } from './local-handlers.js';
import type { WorkerPart } from './stack-parts.js';
import { type Interpose, type LocalStack, startStack } from './start-stack.js';

export interface LocalStackRequest {
  /** Made if it is not there. */
  readonly dataDirectory: string;
  /** GPU worker processes; 1 unless said otherwise. */
  readonly gpuWorkers?: number;
  /** Port of the HTTP front; otherwise the last one, or a free one. */
  readonly port?: number;
  /** What runs the models; the setting of this machine unless said otherwise. */
  readonly device?: DeviceChoice;
  /** Instead of the media workers' own setting `UPREEL_OVERLAP_SECONDS`. */
  readonly overlapSeconds?: number;
  /** Instead of the media workers' own setting `UPREEL_BATCH_FRAMES`. */
  readonly batchFrames?: number;
  /** Takes lines about what happens to the stack, for people. */
  readonly write?: (line: string) => void;
  readonly interpose?: Interpose;
}

/**
 * Upreel on this machine: Temporal, the AWS services and Upreel's own workers and functions. Resolves when everything
 * answers and `stack.json` is written.
 * @throws Error that says, for people, why it cannot start: another stack on the data directory, a port in use, a
 * program that ends; UpreelError `ModelUnavailable` for a device that was asked for and is not there
 */
export async function startLocalStack(request: LocalStackRequest): Promise<LocalStack> {
  const {
    gpuWorkers = 1,
    device = loadWorkerConfig().device,
    overlapSeconds,
    batchFrames,
    write = () => undefined,
    ...rest
  } = request;
  // Its GPU workers would end one after the other, and nobody would be told why.
  if (device !== 'auto') await chooseDevice(device, thisMachine());
  const { temporal, versitygw } = loadToolPaths();
  return startStack(
    { ...rest, write },
    {
      programs: { temporal, versitygw },
      awsProcess: moduleAt('./aws-process.js'),
      workers: workers({ gpuWorkers, device, overlapSeconds, batchFrames }),
      createHandlers: (context) => createLocalHandlers(context, device),
    },
  );
}

interface WorkerSettings {
  readonly gpuWorkers: number;
  readonly device: DeviceChoice;
  readonly overlapSeconds: number | undefined;
  readonly batchFrames: number | undefined;
}

function workers({ gpuWorkers, device, overlapSeconds, batchFrames }: WorkerSettings): WorkerPart[] {
  const module = moduleAt('../workers/gpu-worker.js');
  // One worker takes all cores by itself; several share them.
  const sessions = String(Math.max(1, Math.floor(availableParallelism() / gpuWorkers)));
  const env: Readonly<Record<string, string>> = {
    ...HUGE_PAGES,
    UPREEL_DEVICE: device,
    ...(gpuWorkers > 1 && { UPREEL_SESSIONS: sessions }),
  };
  return [
    { role: 'jobs-worker', module: moduleAt('../workers/jobs-worker.js') },
    {
      role: 'media-worker',
      module: moduleAt('../workers/media-worker.js'),
      env: {
        ...(overlapSeconds !== undefined && { UPREEL_OVERLAP_SECONDS: String(overlapSeconds) }),
        ...(batchFrames !== undefined && { UPREEL_BATCH_FRAMES: String(batchFrames) }),
      },
    },
    ...Array.from({ length: gpuWorkers }, (_, index) => ({ role: `gpu-worker-${index + 1}`, module, env })),
  ];
}

function moduleAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
