import { jobStep } from '../../../src/cli/show/step.js';
import type { JobDescription } from '../../../src/triggers/jobs/describe-job.js';
import { ProgressBar } from '../show/progress-bar.js';

/** How far a running job is. */
export function JobSummary({ view }: { readonly view: JobDescription }) {
  return <ProgressBar step={jobStep(view, Date.now())} label={`Progress of ${view.row.VideoName}`} />;
}
