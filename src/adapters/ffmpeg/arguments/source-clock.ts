import type { SourceFacts } from '../../../contracts/media.js';

/** Containers whose clock begins anywhere, often hours in: players show their beginning as zero. */
const FREE_CLOCKS: ReadonlySet<string> = new Set(['mpegts', 'mpeg']);

/**
 * What is taken off every time stamp in the result, in microseconds: where a free running clock began. Everything else
 * keeps the time stamps that it has, so that picture and sound stay where they were.
 */
export function clockOrigin({ format, startMicroseconds }: SourceFacts): number {
  return FREE_CLOCKS.has(format) ? (startMicroseconds ?? 0) : 0;
}
