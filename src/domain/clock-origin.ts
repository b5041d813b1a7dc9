import type { SourceFacts } from '../contracts/media.js';

/** Containers whose clock begins anywhere, often hours in, and wraps: players show their beginning as zero. */
const FREE_CLOCKS: ReadonlySet<string> = new Set(['mpegts', 'mpeg']);

export function hasFreeClock({ format }: Pick<SourceFacts, 'format'>): boolean {
  return FREE_CLOCKS.has(format);
}

/**
 * What is taken off every time stamp in the result, in microseconds: where a free running clock began. Everything else
 * keeps the time stamps that it has, so that picture and sound stay where they were.
 */
export function clockOrigin(facts: Pick<SourceFacts, 'format' | 'startMicroseconds'>): number {
  return hasFreeClock(facts) ? (facts.startMicroseconds ?? 0) : 0;
}
