import type { Reach } from './batches-in-flight.js';

/** A fault that has begun. */
export interface Begun {
  /** What it hit, for the log: a process, an activity. */
  readonly at: string;
  readonly reach: Reach;
  /** Resolves when what it did is undone, by this or by the stack itself. */
  readonly over: () => Promise<void>;
  /** The worker that it ended. */
  readonly ended?: string;
}
