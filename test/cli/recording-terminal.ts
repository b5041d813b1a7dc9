import type { Terminal } from '../../src/cli/terminal.js';

export interface RecordingTerminal extends Terminal {
  readonly output: () => string;
  readonly errors: () => string;
}

/** Keeps what is written; no terminal unless told so. */
export function recordingTerminal(interactive = false): RecordingTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    interactive,
    color: false,
    columns: () => 80,
    output: () => out.join(''),
    errors: () => err.join(''),
  };
}
