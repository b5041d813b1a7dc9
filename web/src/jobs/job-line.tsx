import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { isFinalStatus } from '../../../src/contracts/job.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import { formatMoment } from '../show/format-moment.js';
import { StatusMark } from '../show/status-mark.js';
import { formatRoute } from '../state/route.js';
import { enlargementOf } from './enlargement-of.js';
import { JobSummary } from './job-summary.js';
import { useJob } from './use-job.js';

/** A job as one line of the list. `closely`: with the frames of this moment, for which the job itself is asked. */
export function JobLine({ row, closely }: { readonly row: JobRow; readonly closely: boolean }) {
  return (
    <li>
      <a class="job" href={formatRoute({ view: 'job', jobId: row.JobId })}>
        <span class="name">{row.VideoName}</span>
        <StatusMark row={row} />
        <span class="facts">
          {enlargementOf(row.Options)} · {formatBytes(row.ContentLength)} · {formatMoment(row.CreatedAt, Date.now())}
        </span>
        {row.Status === 'FAILED' && row.FailureType !== 'Cancelled' ? (
          <span class="why">{row.FailureReason}</span>
        ) : null}
      </a>
      {isFinalStatus(row.Status) ? null : closely ? (
        <CloseSummary row={row} />
      ) : (
        <JobSummary view={{ row, progress: null }} />
      )}
    </li>
  );
}

function CloseSummary({ row }: { readonly row: JobRow }) {
  const { value } = useJob(row.JobId, true);
  return <JobSummary view={value ?? { row, progress: null }} />;
}
