import type { Step } from '../../../src/cli/show/step.js';
import { formatDuration } from '../../../src/cli/show/format-duration.js';

/** A step as a bar with its words below. `label` names it for those who can't see it. */
export function ProgressBar({ step, label }: { readonly step: Step; readonly label: string }) {
  const share = step.fraction === null ? null : Math.floor(step.fraction * 100);
  const words = [
    share === null ? '' : `${share} %`,
    step.amount,
    step.rate,
    step.etaSeconds === null ? '' : `${formatDuration(step.etaSeconds)} left`,
  ].filter((part) => part !== '');
  return (
    <div class="progress">
      {share === null ? <progress aria-label={label} /> : <progress aria-label={label} max={100} value={share} />}
      <p class="figures">
        <span class="doing">{step.stage}</span>
        {words.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
    </div>
  );
}
