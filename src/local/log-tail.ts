import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 2_000;
const TAIL_LINES = 6;

/** The last lines that were written after `offset`, for a sentence about a process that ended: of a worker's what they say. */
export function logTail(path: string, offset: number): string {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const start = Math.max(offset, size - TAIL_BYTES);
    const bytes = Buffer.alloc(Math.max(0, size - start));
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8').trim().split('\n').slice(-TAIL_LINES).map(sentenceOf).join('\n');
  } finally {
    closeSync(file);
  }
}

/** A worker writes an object a line. */
function sentenceOf(line: string): string {
  try {
    const { msg } = JSON.parse(line) as { readonly msg?: unknown };
    return typeof msg === 'string' ? msg : line;
  } catch {
    return line;
  }
}
