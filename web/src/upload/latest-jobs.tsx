import { useCallback, useEffect } from 'preact/hooks';

import { isFinalStatus } from '../../../src/contracts/job.js';
import { listJobs } from '../api/api.js';
import { JobLines } from '../jobs/job-lines.js';
import { usePolled } from '../state/use-polled.js';
import { useStore } from '../state/use-store.js';
import { removeUpload, uploads } from './uploads.js';

const COUNT = 5;

/** What became of the last uploads: they leave the list of files when they are seen here. */
export function LatestJobs() {
  const look = useCallback((signal: AbortSignal) => listJobs({ status: null, cursor: null, limit: COUNT }, signal), []);
  const sent = useStore(uploads).filter(({ state }) => state.kind === 'sent');
  const { value, refresh } = usePolled(look, ({ rows }) =>
    sent.length > 0 ? 500 : rows.some((row) => !isFinalStatus(row.Status)) ? 2_000 : 5_000,
  );
  const rows = value?.rows ?? [];
  useEffect(() => {
    for (const { id, state } of sent) {
      if (state.kind === 'sent' && rows.some((row) => row.JobId === state.jobId)) removeUpload(id);
    }
  }, [value]);
  useEffect(() => {
    if (sent.length > 0) refresh();
  }, [sent.length, refresh]);
  if (rows.length === 0) return null;
  return (
    <section class="latest" aria-labelledby="latest">
      <h2 id="latest">Latest jobs</h2>
      <JobLines rows={rows} />
      {value?.cursor === null ? null : (
        <p>
          <a href="#/jobs">All jobs</a>
        </p>
      )}
    </section>
  );
}
