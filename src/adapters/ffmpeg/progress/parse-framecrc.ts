export type FramecrcLine =
  | { readonly kind: 'timeBase'; readonly num: number; readonly den: number }
  /** `tick` is null for a frame without a time stamp. */
  | { readonly kind: 'frame'; readonly tick: number | null; readonly sizeBytes: number };

const NO_TIME_STAMP = '-9223372036854775808';

/** A line of the framecrc muxer for its first stream; null for the ones that say nothing about time. */
export function parseFramecrc(line: string): FramecrcLine | null {
  const timeBase = /^#tb 0: (\d+)\/(\d+)$/.exec(line);
  if (timeBase !== null) return { kind: 'timeBase', num: Number(timeBase[1]), den: Number(timeBase[2]) };
  const frame = /^0,\s*(?:-?\d+|NOPTS),\s*(-?\d+|NOPTS),\s*\d+,\s*(\d+),/.exec(line);
  if (frame === null) return null;
  const [, tick = 'NOPTS', size = '0'] = frame;
  return {
    kind: 'frame',
    tick: tick === 'NOPTS' || tick === NO_TIME_STAMP ? null : Number(tick),
    sizeBytes: Number(size),
  };
}
