import { useCallback } from 'preact/hooks';

import { isFinalStatus, JOB_STATUSES, type JobStatus } from '../../../src/contracts/job.js';
import { jobStage } from '../../../src/cli/show/job-stage.js';
import { listJobs } from '../api/api.js';
import { Notice } from '../show/notice.js';
import { sentenceOf } from '../show/sentence-of.js';
import { formatRoute } from '../state/route.js';
import { usePolled } from '../state/use-polled.js';
import { JobLines } from './job-lines.js';

const PAGE_SIZE = 20;
const LIVE_MS = 2_000;
const QUIET_MS = 5_000;

interface Jobs {
  readonly status: JobStatus | null;
  /** Where the page begins; null: at the newest. */
  readonly cursor: string | null;
}

export function JobsView({ status, cursor }: Jobs) {
  const look = useCallback(
    (signal: AbortSignal) => listJobs({ status, cursor, limit: PAGE_SIZE }, signal),
    [status, cursor],
  );
  const { value, problem } = usePolled(look, ({ rows }) =>
    rows.some((row) => !isFinalStatus(row.Status)) ? LIVE_MS : QUIET_MS,
  );
  const older = value?.cursor ?? null;
  return (
    <>
      <h1>Jobs</h1>
      <nav class="filters" aria-label="Status">
        {[null, ...JOB_STATUSES].map((choice) => (
          <a
            key={choice}
            href={formatRoute({ view: 'jobs', status: choice, cursor: null })}
            aria-current={choice === status ? 'true' : undefined}
          >
            {choice === null ? 'all' : jobStage(choice)}
          </a>
        ))}
      </nav>
      {problem === null ? null : <Notice>{sentenceOf(problem)}</Notice>}
      {value === null ? (
        <p class="quiet-words">Looking …</p>
      ) : value.rows.length === 0 ? (
        <p class="empty">
          {status === null ? 'There are no jobs yet. ' : 'There are none of this kind. '}
          <a href="#/">Upload a video</a>
        </p>
      ) : (
        <JobLines rows={value.rows} />
      )}
      <nav class="pages" aria-label="Pages">
        {cursor === null ? null : <a href={formatRoute({ view: 'jobs', status, cursor: null })}>← Newest</a>}
        {older === null ? null : (
          <a class="older" href={formatRoute({ view: 'jobs', status, cursor: older })}>
            Older →
          </a>
        )}
      </nav>
    </>
  );
}
