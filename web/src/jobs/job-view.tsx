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
  const told = missing ? null : value;
  return (
    <>
      <p class="back">
        <a href="#/jobs">← Jobs</a>
      </p>
      {told === null ? <h1 class="quiet-words">{titleOf(problem, missing)}</h1> : null}
      {problem === null ? null : <Notice>{sentenceOf(problem)}</Notice>}
      {told === null ? null : <Job view={told} onAsked={refresh} />}
    </>
  );
}

/** Of a job of which nothing is known yet. */
function titleOf(problem: unknown, missing: boolean): string {
  if (missing) return 'No such job';
  return problem === null ? 'Looking …' : 'Not to be reached';
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
