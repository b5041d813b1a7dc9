import { between, type Random } from '../seeded-random.js';

export interface Traffic {
  readonly videos: number;
  /** How much busier the busiest hour is than the mean one; 1 to 2. */
  readonly peakToMean: number;
  readonly bursts: number;
  /** Of all videos, those that come in the bursts. */
  readonly burstShare: number;
  readonly burstMs: number;
}

export const DAY_MS = 86_400_000;

/** When each video of a day is uploaded, ms since its start, in order: a wave over the day, and bursts. */
export function arrivalTimes(traffic: Traffic, random: Random): Float64Array {
  const { videos, bursts, burstShare, burstMs } = traffic;
  const starts = Array.from({ length: bursts }, () => between(random, 0, DAY_MS - burstMs));
  const inBursts = bursts === 0 ? 0 : Math.round(videos * burstShare);
  const times = Float64Array.from({ length: videos }, (_, index) =>
    index < inBursts ? (starts[index % bursts] ?? 0) + random() * burstMs : timeInWave(traffic.peakToMean, random),
  );
  return times.sort();
}

/** By rejection: the wave is lowest at the start and highest at noon. */
function timeInWave(peakToMean: number, random: Random): number {
  for (;;) {
    const time = random();
    const rate = 1 - (peakToMean - 1) * Math.cos(2 * Math.PI * time);
    if (random() * peakToMean <= rate) return time * DAY_MS;
  }
}

/** Log-normal around `median`, within `min` and `max`; whole. */
export function videoFrames(
  {
    median,
    spread,
    min,
    max,
  }: { readonly median: number; readonly spread: number; readonly min: number; readonly max: number },
  random: Random,
): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(Math.min(max, Math.max(min, median * Math.exp(spread * normal))));
}
