import type { GivenOptions } from '../contracts/job-options.js';
import type { VideoType } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import type { EstimateFigures } from './bench-report.js';
import type { BenchClips } from './make-bench-clips.js';
import type { Say } from './measure-speed.js';
import { runBenchJob } from './run-bench-job.js';

const CASES: readonly { readonly name: string; readonly options: GivenOptions & { readonly type: VideoType } }[] = [
  { name: 'real, fp32', options: { type: 'real' } },
  { name: 'real, int8', options: { type: 'real', precision: 'int8' } },
  { name: 'anime, fp32', options: { type: 'anime' } },
  { name: 'anime, int8', options: { type: 'anime', precision: 'int8' } },
  { name: 'anime, int8, crf 28', options: { type: 'anime', precision: 'int8', crf: 28 } },
  { name: 'anime, int8, HEVC', options: { type: 'anime', precision: 'int8', codec: 'hevc' } },
  { name: 'anime, int8, AV1', options: { type: 'anime', precision: 'int8', codec: 'av1' } },
  { name: 'anime, int8, PNG frames', options: { type: 'anime', precision: 'int8', frameFormat: 'png' } },
];

/** What `upreel estimate` says of the clip, and what its jobs' reports say that they took. */
export async function measureEstimates(
  stack: Stack,
  { clip }: Pick<BenchClips, 'clip'>,
  say: Say,
): Promise<readonly EstimateFigures[]> {
  const figures: EstimateFigures[] = [];
  for (const { name, options } of CASES) {
    say(`An estimate and its job: ${name} …\n`);
    const { estimate, actual } = (await runBenchJob(stack, clip, options)).cost;
    if (estimate === null || actual.gpuSeconds === null) throw new Error(`The report of ${name} has no figures.`);
    figures.push({
      name,
      frames: { estimate: estimate.frames, actual: actual.frames },
      gpuSeconds: { estimate: estimate.gpuSeconds, actual: actual.gpuSeconds },
      outputBytes: { estimate: estimate.outputBytes, actual: actual.outputBytes },
      intermediateBytes: { estimate: estimate.intermediateBytes, actual: actual.intermediateBytes },
    });
  }
  return figures;
}
