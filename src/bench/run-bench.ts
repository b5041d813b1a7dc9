import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import type { Precision } from '../contracts/job-options.js';
import { DEFAULT_MODEL, type VideoType } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import { startLocalStack } from '../local/start-local-stack.js';
import type { BenchReport, SpeedFigures } from './bench-report.js';
import { BENCH_FRAMES, BENCH_SIZE, type BenchClips } from './make-bench-clips.js';
import { measureEstimates } from './measure-estimates.js';
import { measureMemory } from './measure-memory.js';
import { measureOverlap } from './overlap/measure-overlap.js';
import { measurePeer } from './peer/measure-peer.js';
import { measureRecomposition } from './measure-recomposition.js';
import { measureSpeed, type Say } from './measure-speed.js';
import { readVersions } from './read-versions.js';

/** What can be measured; `peer` installs gigabytes at first. */
export const BENCH_PARTS = ['speed', 'recomposition', 'memory', 'overlap', 'peer', 'estimates'] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];

/** The spec's default first: its efficiency in fp32 is the bench's. */
const TYPES = ['real', 'anime'] as const satisfies readonly VideoType[];
const PRECISIONS: readonly Precision[] = ['fp32', 'int8'];

interface Bench {
  readonly parts: readonly BenchPart[];
  readonly clips: BenchClips;
  /** For the stacks' data and files in between; the caller removes it. */
  readonly directory: string;
  readonly say: Say;
}

/** Runs the parts one after the other, so that none disturbs another. */
export async function runBench({ parts, clips, directory, say }: Bench): Promise<BenchReport> {
  const part = async <T>(name: BenchPart, measure: () => Promise<T>): Promise<T | null> =>
    parts.includes(name) ? measure() : null;
  const shared = parts.some((name) => name !== 'memory' && name !== 'overlap');
  const [speed, recomposition, peer, estimates] = shared
    ? await onStack(
        join(directory, 'data'),
        say,
        async (stack) =>
          [
            await part('speed', () => measureSpeeds(stack, clips, say)),
            await part('recomposition', () => measureRecomposition(stack, { clip: clips.recomposed, directory, say })),
            await part('peer', () => measurePeer(stack, { clips, directory, model: DEFAULT_MODEL.anime, say })),
            await part('estimates', () => measureEstimates(stack, clips, say)),
          ] as const,
      )
    : ([null, null, null, null] as const);
  const memory = await part('memory', () =>
    onStack(join(directory, 'memory'), say, (stack) => measureMemory(stack, clips.lengths, say)),
  );
  const overlap = await part('overlap', async () =>
    measureOverlap(await clips.overlap(), { directory: join(directory, 'overlap'), say }),
  );
  return {
    efficiency: speed?.[0]?.efficiency ?? null,
    clip: { content: clips.content, ...BENCH_SIZE, frames: BENCH_FRAMES },
    speed,
    recomposition,
    memory,
    peer,
    overlap,
    estimates,
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism(), memoryBytes: totalmem() },
    versions: await readVersions(),
  };
}

async function measureSpeeds(stack: Stack, clips: BenchClips, say: Say): Promise<readonly SpeedFigures[]> {
  const figures: SpeedFigures[] = [];
  for (const type of TYPES) {
    for (const precision of PRECISIONS) figures.push(await measureSpeed(stack, clips, { type, precision, say }));
  }
  return figures;
}

async function onStack<T>(dataDirectory: string, say: Say, work: (stack: Stack) => Promise<T>): Promise<T> {
  const local = await startLocalStack({
    dataDirectory,
    write: (line) => {
      say(`${line}\n`);
    },
  });
  try {
    return await work(local.stack);
  } finally {
    await local.stop();
  }
}
