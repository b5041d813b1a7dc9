import type { FailureType } from './failures.js';

/** An attempt that speaks against the work itself: it failed, or never said how it ended. */
export interface AttemptFault {
  readonly attempt: number;
  /** Name of the worker, the same after it was started again. */
  readonly worker: string;
  readonly failureType: FailureType;
  /** The sentence for people. */
  readonly reason: string;
}

/** How an attempt ended. Only `failed` can be a fault of the work: the others were asked for. */
export interface AttemptEnd {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly result: 'done' | 'drained' | 'paused' | 'reset' | 'cancelled' | 'lost' | 'refused' | 'failed';
  readonly failureType?: FailureType;
  readonly reason?: string;
}

/** `checkpoints/….attempts/<scheduled>-<attempt>.json`: written when the attempt begins, and again when it ends. */
export interface AttemptRecord {
  readonly version: 1;
  readonly attempt: number;
  readonly worker: string;
  readonly startedAt: string;
  /** Of the attempts before this one, so that each need read only the last. */
  readonly earlierFaults: readonly AttemptFault[];
  /** Workers that refused it in the attempts before this one, since they lack what it asks for. */
  readonly refusedBy?: readonly string[];
  /** Absent while it runs, and for ever when it was killed. */
  readonly end?: AttemptEnd;
}
