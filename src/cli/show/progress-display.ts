import { formatPlainLine, formatProgressLine } from './format-progress-line.js';
import type { Step } from './step.js';
import type { Terminal } from '../terminal.js';

/** Shows steps as they come. */
export interface ProgressDisplay {
  readonly show: (step: Step) => void;
  /** Ends the line that is written over, so that other text can follow. */
  readonly end: () => void;
}

const CLEAR_LINE = '\r\u001b[2K';
const LIVE_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 5000;
const DIM = ['\u001b[2m', '\u001b[22m'] as const;

/**
 * On a terminal one line that is written over; elsewhere a line when the stage changes, and one every 5 s within it.
 * @param label stands before every plain line, for instance the video's name
 */
export function createProgressDisplay(
  terminal: Terminal,
  label: string,
  now: () => number = Date.now,
): ProgressDisplay {
  const isDue = paced(terminal.interactive ? LIVE_INTERVAL_MS : PLAIN_INTERVAL_MS, now);
  return terminal.interactive ? liveLine(terminal, isDue) : plainLines(terminal, label, isDue);
}

function liveLine(terminal: Terminal, isDue: (stage: string) => boolean): ProgressDisplay {
  let shown = false;
  return {
    show: (step) => {
      if (!isDue(step.stage)) return;
      // A terminal wraps when its last column is written.
      const line = formatProgressLine(step, terminal.columns() - 1);
      terminal.err(CLEAR_LINE + (terminal.color ? line.replace(/░+/, (rest) => DIM.join(rest)) : line));
      shown = true;
    },
    end: () => {
      if (shown) terminal.err(CLEAR_LINE);
      shown = false;
    },
  };
}

function plainLines(terminal: Terminal, label: string, isDue: (stage: string) => boolean): ProgressDisplay {
  return {
    show: (step) => {
      if (isDue(step.stage)) terminal.err(`${label}: ${formatPlainLine(step)}\n`);
    },
    end: () => undefined,
  };
}

/** Every new stage is due at once. */
function paced(intervalMs: number, now: () => number): (stage: string) => boolean {
  let stage = '';
  let lastMs = 0;
  return (next) => {
    if (next === stage && now() - lastMs < intervalMs) return false;
    [stage, lastMs] = [next, now()];
    return true;
  };
}
