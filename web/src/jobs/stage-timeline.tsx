import { formatDuration } from '../../../src/cli/show/format-duration.js';
import type { JobDescription } from '../../../src/triggers/jobs/describe-job.js';
import { stagesOf } from './stages-of.js';

/** Where a job is on its way, stage by stage. */
export function StageTimeline({ view, seconds }: { readonly view: JobDescription; readonly seconds: Seconds }) {
  return (
    <ol class="timeline" aria-label="Stages">
      {stagesOf(view, seconds).map((stage) => (
        <li key={stage.name} class={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <span class="name">{stage.name}</span>
          <span class="detail">
            {[stage.detail, stage.seconds > 0 ? formatDuration(stage.seconds) : '']
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  );
}

type Seconds = Parameters<typeof stagesOf>[1];
