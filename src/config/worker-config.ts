import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BATCH_FRAMES } from '../contracts/batch-frames.js';
import { DEVICE_CHOICES, type DeviceChoice } from '../contracts/devices.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import { wholeNumber } from './whole-number.js';

export interface WorkerConfig {
  /** What operators know this worker by; the same after it is started again. */
  readonly workerName: string;
  /** Where activities keep their files while they run. */
  readonly workDirectory: string;
  /** A step in which nothing moves for this long is stopped and tried again. */
  readonly stallMs: number;
  /** Frames a batch, of jobs planned by this worker; null: by the size of their pictures. */
  readonly batchFrames: number | null;
  /** Batches begin while extraction goes on: the time from one word of them to the next. null: when it has ended. */
  readonly overlapMs: number | null;
  /** How long running activities may still take once the worker is told to stop; a spot notice leaves two minutes. */
  readonly drainSeconds: number;
  /** A file that is touched while the worker is in order. */
  readonly aliveFile?: string;
  /** In an ECS task: its agent. */
  readonly ecsAgentUri?: string;
  /** Sessions of a GPU worker, where the machine's own default is not wanted. */
  readonly sessions?: number;
  /** What runs the models of a GPU worker. */
  readonly device: DeviceChoice;
  /** `host:port` where Prometheus may ask for the worker's metrics; none are kept without it. */
  readonly metricsAddress?: string;
  /** Also writes them to its log once a minute, where CloudWatch finds them. */
  readonly metricsInLog: boolean;
}

/** @throws UpreelError `InvalidInput` naming the variable and the values it takes */
export function loadWorkerConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const aliveFile = textOf(env, 'UPREEL_ALIVE_FILE');
  const ecsAgentUri = textOf(env, 'ECS_AGENT_URI');
  const metricsAddress = addressOf(env, 'UPREEL_METRICS_ADDRESS');
  const overlapSeconds = wholeNumber(env, 'UPREEL_OVERLAP_SECONDS', 2, 0, 3_600);
  const batchFrames = wholeNumber(env, 'UPREEL_BATCH_FRAMES', 0, BATCH_FRAMES.min, BATCH_FRAMES.max);
  const sessions = wholeNumber(env, 'UPREEL_SESSIONS', 0, 0, 256);
  return {
    workerName: textOf(env, 'UPREEL_WORKER_NAME') ?? hostname(),
    workDirectory: textOf(env, 'UPREEL_WORK_DIR') ?? join(tmpdir(), 'upreel'),
    stallMs: wholeNumber(env, 'UPREEL_STALL_SECONDS', 300, 1, 86_400) * 1000,
    batchFrames: batchFrames === 0 ? null : batchFrames,
    overlapMs: overlapSeconds === 0 ? null : overlapSeconds * 1000,
    drainSeconds: wholeNumber(env, 'UPREEL_DRAIN_SECONDS', 90, 0, 3_600),
    ...(aliveFile !== undefined && { aliveFile }),
    ...(ecsAgentUri !== undefined && { ecsAgentUri }),
    ...(metricsAddress !== undefined && { metricsAddress }),
    metricsInLog: env.UPREEL_METRICS_IN_LOG === 'true',
    device: deviceOf(env),
    ...(sessions > 0 && { sessions }),
  };
}

function deviceOf(env: NodeJS.ProcessEnv): DeviceChoice {
  const given = textOf(env, 'UPREEL_DEVICE') ?? 'auto';
  const device = DEVICE_CHOICES.find((known) => known === given);
  if (device !== undefined) return device;
  throw new UpreelError(
    FailureType.InvalidInput,
    `UPREEL_DEVICE must be one of ${DEVICE_CHOICES.join(', ')}, not "${given}".`,
  );
}

function addressOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const given = textOf(env, name);
  if (given === undefined || /^([\d.]+|\[[\da-f:]+\]):\d{1,5}$/i.test(given)) return given;
  throw new UpreelError(
    FailureType.InvalidInput,
    `${name} must be an IP address and a port, such as 127.0.0.1:9464, not "${given}".`,
  );
}

function textOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name] ?? '';
  return text === '' ? undefined : text;
}
