import { formatDuration } from './format-duration.js';
import type { Step } from './step.js';

const BAR_CELLS = { least: 8, most: 30 };

/** One line of at most `columns` characters; what does not fit is left out, the bar first, then the text's end. */
export function formatProgressLine(step: Step, columns: number): string {
  const words = formatPlainLine(step);
  if (step.fraction === null) return words.slice(0, columns);
  // As wide at 5 % as at 100 %, so that nothing jumps.
  const wide = words.padStart(words.length + '100 %'.length - formatShare(step.fraction).length);
  const cells = Math.min(BAR_CELLS.most, columns - wide.length - 2);
  return cells < BAR_CELLS.least ? words.slice(0, columns) : `${formatBar(step.fraction, cells)}  ${wide}`;
}

/** The same in words alone, for pipes and logs. */
export function formatPlainLine(step: Step): string {
  return [
    step.fraction === null ? '' : formatShare(step.fraction),
    step.stage,
    step.amount,
    step.rate,
    step.etaSeconds === null ? '' : `ETA ${formatDuration(step.etaSeconds)}`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function formatShare(fraction: number): string {
  return `${Math.floor(fraction * 100)} %`;
}

function formatBar(fraction: number, cells: number): string {
  const full = Math.min(cells, Math.floor(fraction * cells));
  return '█'.repeat(full) + '░'.repeat(cells - full);
}
