import { FAULT_KINDS } from '../plan/planned-fault.js';
import type { ChaosRecord } from './chaos-record.js';
import { framesOf } from './no-frame-for-nothing.js';

/** A run in figures. */
export interface Summary {
  readonly seed: number;
  readonly minutes: number;
  /** By kind, in the order of the kinds; those that found nothing to disturb are not counted. */
  readonly faults: readonly { readonly kind: string; readonly count: number }[];
  readonly jobs: {
    readonly uploads: number;
    readonly completed: number;
    readonly failed: number;
    readonly cancelled: number;
    /** Jobs that gave up under the faults, and were retried. */
    readonly gaveUp: number;
  };
  readonly frames: { readonly wanted: number; readonly computed: number; readonly allowed: number };
  readonly rowVersions: number;
  readonly messages: number;
  readonly s3Writes: number;
}

export function summarise(record: ChaosRecord): Summary {
  const { run, jobs, faults, writes } = record;
  const ended = (status: string) => jobs.filter(({ end }) => end?.row?.Status === status).length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const frames = jobs.map((job) => framesOf(record, job));
  const retried = jobs.filter(({ operations }) =>
    operations.some(({ action, reason }) => action === 'retry' && !reason.startsWith('Cancelled')),
  );
  return {
    seed: run.seed,
    minutes: run.minutes,
    faults: FAULT_KINDS.map((kind) => ({ kind, count: faults.filter(({ fault }) => fault.kind === kind).length })),
    jobs: {
      uploads: jobs.length,
      completed: ended('COMPLETED'),
      failed: ended('FAILED'),
      cancelled: record.cancelled.length,
      gaveUp: retried.length,
    },
    frames: {
      wanted: sum(jobs.map(({ input }) => input.frames)),
      computed: sum(frames.map(({ computed }) => computed)),
      allowed: sum(frames.map(({ allowed }) => allowed)),
    },
    rowVersions: sum(jobs.map(({ rows }) => rows.length)),
    messages: sum(jobs.map(({ messages }) => messages.length)),
    s3Writes: writes.length,
  };
}
