import type { ChaosRecord } from './chaos-record.js';

export interface Invariant {
  readonly id: string;
  /** What holds, in a few words. */
  readonly promise: string;
  /** One sentence for each case in which it does not. */
  readonly violations: (record: ChaosRecord) => readonly string[];
}
