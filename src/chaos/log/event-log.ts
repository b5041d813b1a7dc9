import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

import type { ChaosEvent, LogEntry } from './log-entry.js';

export interface EventLog {
  readonly record: (event: ChaosEvent) => void;
  readonly close: () => void;
}

/** Starts a log of JSON lines; what was in the file is gone. Every entry is on disk when `record` returns. */
export function createEventLog(path: string): EventLog {
  const file = openSync(path, 'w');
  const beganMs = performance.now();
  let open = true;
  return {
    record: (event) => {
      const atMs = Math.round(performance.now() - beganMs);
      // What servers say while they are being stopped comes too late to matter.
      if (open) writeSync(file, `${JSON.stringify({ atMs, ...event })}\n`);
    },
    close: () => {
      open = false;
      closeSync(file);
    },
  };
}

/** @throws Error naming the line that is no JSON */
export function readEventLog(path: string): LogEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => (line === '' ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): LogEntry {
  try {
    return JSON.parse(line) as LogEntry;
  } catch (error) {
    throw new Error(`Line ${number} of the event log is no JSON.`, { cause: error });
  }
}
