import type { SegmentsReady } from '../contracts/temporal-names.js';

/** Word from an activity to the very run of the workflow that asked for it. */
export interface JobSignals {
  /** @throws UpreelError `Unavailable` */
  segmentsReady(run: { readonly workflowId: string; readonly runId: string }, ready: SegmentsReady): Promise<void>;
}
