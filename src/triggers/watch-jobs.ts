import { createJobCounts } from '../adapters/temporal/create-job-counts.js';
import { createTemporalClient } from '../adapters/temporal/create-temporal-client.js';
import { JOB_METRICS } from '../contracts/fleet.js';
import type { JobCounts } from '../ports/job-counts.js';
import { composeOnce } from './compose-once.js';
import { deployedTemporal } from './deployed-temporal.js';
import { formatMetrics } from '../adapters/logs/embedded-metrics.js';

export interface WatchJobsDeps {
  readonly counts: JobCounts;
  /** Takes a line of the log. */
  readonly write: (line: string) => void;
  readonly now: () => number;
}

const RECENTLY_MS = 15 * 60_000;
const STUCK_AFTER_MS = 24 * 3_600_000;

/** Publishes how many jobs ended lately, and how, and how many should have long ago. @throws UpreelError `Unavailable` */
export function createWatchJobsHandler({ counts, write, now }: WatchJobsDeps) {
  return async (): Promise<void> => {
    const nowMs = now();
    const [{ completed, failed }, stuck] = await Promise.all([
      counts.endedSince(new Date(nowMs - RECENTLY_MS)),
      counts.runningSinceBefore(new Date(nowMs - STUCK_AFTER_MS)),
    ]);
    write(
      formatMetrics({
        namespace: JOB_METRICS.namespace,
        dimensions: {},
        metrics: {
          [JOB_METRICS.completed]: { value: completed, unit: 'Count' },
          [JOB_METRICS.failed]: { value: failed, unit: 'Count' },
          [JOB_METRICS.stuck]: { value: stuck, unit: 'Count' },
        },
        nowMs,
      }),
    );
  };
}

/** The Lambda function, called by a schedule. */
export const handler = composeOnce(async () =>
  createWatchJobsHandler({
    counts: createJobCounts({ client: createTemporalClient(await deployedTemporal()) }),
    write: (line) => process.stdout.write(`${line}\n`),
    now: Date.now,
  }),
);
