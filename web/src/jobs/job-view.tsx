import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { isFinalStatus } from '../../../src/contracts/job.js';
import type { JobDescription } from '../../../src/triggers/jobs/describe-job.js';
import { JobResultView } from '../compare/job-result-view.js';
import { ApiProblem } from '../api/fetch-json.js';
import { Notice } from '../show/notice.js';
import { sentenceOf } from '../show/sentence-of.js';
import { StatusMark } from '../show/status-mark.js';
import { JobActions } from './job-actions.js';
import { JobFacts } from './job-facts.js';
import { JobFailure } from './job-failure.js';
import { JobSummary } from './job-summary.js';
import { StageTimeline } from './stage-timeline.js';
import { useJob } from './use-job.js';

export function JobView({ jobId }: { readonly jobId: string }) {
  const { value, problem, refresh } = useJob(jobId, false);
  const missing = problem instanceof ApiProblem && problem.status === 404;
  return (
    <>
      <p class="back">
        <a href="#/jobs">← Jobs</a>
      </p>
      {problem === null ? null : <Notice>{sentenceOf(problem)}</Notice>}
      {value === null || missing ? (
        problem === null ? (
          <p class="quiet-words">Looking …</p>
        ) : null
      ) : (
        <Job view={value} onAsked={refresh} />
      )}
    </>
  );
}

function Job({ view, onAsked }: { readonly view: JobDescription; readonly onAsked: () => void }) {
  const { row, progress } = view;
  return (
    <article class="job-view">
      <header>
        <h1>{row.VideoName}</h1>
        <p class="under">
          <span aria-live="polite">
            <StatusMark row={row} />
          </span>
          <span>{formatBytes(row.ContentLength)}</span>
        </p>
        <JobActions row={row} onAsked={onAsked} />
      </header>
      {row.Status === 'FAILED' ? <JobFailure row={row} /> : null}
      {isFinalStatus(row.Status) ? null : <JobSummary view={view} />}
      {row.Status === 'COMPLETED' ? <JobResultView jobId={row.JobId} /> : null}
      <StageTimeline view={view} seconds={progress?.seconds ?? null} />
      <JobFacts row={row} />
    </article>
  );
}
