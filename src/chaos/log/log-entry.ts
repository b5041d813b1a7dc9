import type { JobMessage } from '../../contracts/job-message.js';
import type { JobRow } from '../../contracts/job-row.js';
import type { PlannedFault } from '../plan/planned-fault.js';

/** Frames of one batch that were being upscaled, by the attempt that did it. */
export interface BatchInFlight {
  readonly jobId: string;
  readonly firstFrame: number;
  /** `<scheduled>-<attempt>`: its name among the attempts at the batch. */
  readonly attempt: string;
}

export interface ChaosInput {
  readonly name: string;
  /** 0: it is no video. */
  readonly frames: number;
  /** Refused: its name alone says that it is no video, so that no stage is announced. */
  readonly expected: 'completed' | 'failed' | 'refused';
}

export interface FinalVideo {
  readonly key: string;
  readonly sha256: string;
  /** What the picture of each frame says its number is, in the order of the file. */
  readonly frameNumbers: readonly number[];
}

/** What the harness saw or did. Everything the verdict is made from is in one of these. */
export type ChaosEvent =
  | {
      readonly type: 'run';
      readonly seed: number;
      readonly minutes: number;
      readonly batchFrames: number;
      /** Within this after the last disturbance every job must have ended. */
      readonly boundMs: number;
    }
  | ({ readonly type: 'input' } & ChaosInput)
  /** The undisturbed result of an input. */
  | { readonly type: 'reference'; readonly input: string; readonly sha256: string }
  | { readonly type: 'upload'; readonly jobId: string; readonly input: string; readonly accepted: boolean }
  /** The event of an upload, given to the queue once more. */
  | { readonly type: 'delivery'; readonly jobId: string; readonly times: number }
  | {
      readonly type: 'operator';
      readonly jobId: string;
      readonly action: 'cancel' | 'retry';
      readonly reason: string;
    }
  /** A cancelled job has ended: what it was upscaling until then. */
  | { readonly type: 'cancelled'; readonly jobId: string; readonly batches: readonly BatchInFlight[] }
  | { readonly type: 'fault'; readonly fault: PlannedFault; readonly at: string; readonly hit: boolean }
  | { readonly type: 'fault-over'; readonly id: number; readonly batches: readonly BatchInFlight[] }
  | {
      readonly type: 's3-write';
      readonly operation: string;
      readonly bucket: string;
      readonly key: string;
      readonly status: number;
      /** Without quotes; null where the answer has none. */
      readonly eTag: string | null;
      /** false: whoever wrote was not told. */
      readonly answered: boolean;
    }
  /** An attempt at a batch said that it begins, or how it ended. */
  | ({ readonly type: 'attempt'; readonly worker: string; readonly result: string | null } & BatchInFlight)
  /** The item as it was after a write, in the order of the writes. */
  | { readonly type: 'row'; readonly jobId: string; readonly row: JobRow | null }
  | { readonly type: 'message'; readonly topic: string; readonly message: JobMessage }
  | {
      readonly type: 'job-end';
      readonly jobId: string;
      readonly row: JobRow | null;
      /** Temporal's name of the workflow's state; null when there is none. */
      readonly workflow: string | null;
      readonly videos: readonly FinalVideo[];
    }
  /** `idle`: no job runs any more; `stopped`: the stack was stopped in order. */
  | {
      readonly type: 'leftovers';
      readonly moment: 'idle' | 'stopped';
      readonly processes: readonly string[];
      readonly directories: readonly string[];
      readonly uploads: readonly string[];
    }
  /** What the stack said of itself. */
  | { readonly type: 'stack'; readonly line: string };

/** A line of the event log; `atMs` counts from its first. */
export type LogEntry = { readonly atMs: number } & ChaosEvent;

export type EntryOf<T extends ChaosEvent['type']> = Extract<LogEntry, { readonly type: T }>;
