import { formatMicroseconds } from '../../../domain/microseconds.js';

interface Input {
  readonly options: readonly string[];
  readonly source: string;
}

export interface DelayedInputs {
  readonly inputs: readonly Input[];
  /** Which of them a stream is to be taken from. */
  readonly inputOf: (stream: number) => number;
}

/**
 * One file as an input for every delay of its streams. A bit stream filter could move them too, but ffmpeg 5 gives it
 * packets that count as the muxer does, and another time base.
 * @param offsetMicroseconds of all streams
 * @param delays microseconds by which a stream is put later, by its index; none for the others
 */
export function delayedInputs(
  { options, source }: Input,
  offsetMicroseconds: number,
  delays: ReadonlyMap<number, number>,
): DelayedInputs {
  const distinct = [...new Set([0, ...delays.values()])];
  return {
    inputs: distinct.map((delay) => ({
      options: [...options, '-itsoffset', formatMicroseconds(offsetMicroseconds + delay)],
      source,
    })),
    inputOf: (stream) => distinct.indexOf(delays.get(stream) ?? 0),
  };
}
