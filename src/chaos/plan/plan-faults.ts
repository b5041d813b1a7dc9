import type { FaultKind, PlannedFault } from './planned-fault.js';
import { between, pick, type Random, seededRandom } from '../../domain/seeded-random.js';

const MEAN_GAP_MS = 3_000;
const GPU_WORKERS = ['gpu-worker-1', 'gpu-worker-2'];
/** GPU workers have most of the work, so they get most of the faults. */
const WORKERS = [...GPU_WORKERS, ...GPU_WORKERS, 'media-worker', 'jobs-worker'];

interface FaultRule {
  readonly weight: number;
  readonly targets: readonly string[] | null;
  /** Shortest and longest, ms. */
  readonly lasts: readonly [number, number];
  /** A target that was just hit is let be for so long: something must run that can be disturbed. */
  readonly restMs: number;
}

const moment = (weight: number, targets: readonly string[] | null, restMs: number): FaultRule => ({
  weight,
  targets,
  lasts: [0, 0],
  restMs,
});
const window = (weight: number): FaultRule => ({ weight, targets: null, lasts: [1_000, 6_000], restMs: 0 });

/** Heartbeats time out after 15 s: some stops are longer, most are not. */
const RULES: Readonly<Record<FaultKind, FaultRule>> = {
  'kill worker': moment(6, WORKERS, 12_000),
  'stop worker': { weight: 4, targets: WORKERS, lasts: [1_000, 20_000], restMs: 12_000 },
  'terminate worker': moment(4, WORKERS, 12_000),
  'kill ffmpeg': moment(6, null, 0),
  'stop ffmpeg': { weight: 2, targets: null, lasts: [500, 5_000], restMs: 0 },
  'kill temporal': moment(2, ['temporal'], 30_000),
  'stop temporal': { weight: 2, targets: ['temporal'], lasts: [1_000, 6_000], restMs: 30_000 },
  'kill s3': moment(3, ['s3'], 20_000),
  'stop s3': { weight: 2, targets: ['s3'], lasts: [1_000, 6_000], restMs: 20_000 },
  'pause activity': { weight: 3, targets: null, lasts: [2_000, 8_000], restMs: 0 },
  'reset activity': moment(3, null, 0),
  's3 500': window(4),
  's3 503 SlowDown': window(4),
  's3 truncated body': window(4),
  's3 delay': window(3),
  's3 answer dropped': window(4),
  'dynamodb 500': window(3),
  'dynamodb throttled': window(3),
  'dynamodb answer dropped': window(3),
  'messaging 500': window(3),
  'messaging answer dropped': window(3),
};

/** What is done when: the same for the same seed and length, and for nothing else. */
export function planFaults(seed: number, minutes: number): PlannedFault[] {
  const random = seededRandom(seed);
  const endMs = minutes * 60_000;
  const restingUntil = new Map<string, number>();
  const faults: PlannedFault[] = [];
  for (let atMs = between(random, 0, MEAN_GAP_MS); atMs < endMs; atMs += between(random, 0.3, 1.7) * MEAN_GAP_MS) {
    const now = atMs;
    const free = (target: string) => (restingUntil.get(target) ?? 0) <= now;
    const kind = pickKind(random, free);
    const { targets, lasts, restMs } = RULES[kind];
    const target = targets === null ? null : pick(random, targets.filter(free));
    const lastsMs = Math.round(between(random, ...lasts));
    if (target !== null) restingUntil.set(target, now + lastsMs + restMs);
    faults.push({ id: faults.length + 1, atMs: Math.round(now), kind, target, lastsMs, share: shareOf(random) });
  }
  return faults;
}

function pickKind(random: Random, free: (target: string) => boolean): FaultKind {
  const kinds = (Object.keys(RULES) as FaultKind[]).filter((kind) => RULES[kind].targets?.some(free) ?? true);
  return pick(
    random,
    kinds.flatMap((kind) => Array.from({ length: RULES[kind].weight }, () => kind)),
  );
}

/** Some windows let nothing through, the others something. */
function shareOf(random: Random): number {
  return random() < 0.3 ? 1 : Number(between(random, 0.2, 0.8).toFixed(2));
}
