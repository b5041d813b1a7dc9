import { stat } from 'node:fs/promises';

import type { Stack } from '../contracts/stack.js';
import type { RecompositionFigures } from './bench-report.js';
import { RECOMPOSED_CLIP } from './make-bench-clips.js';
import type { Say } from './measure-speed.js';
import { runBenchJob } from './run-bench-job.js';
import { withStubModel } from './stub-model.js';

const SCALE = 4;

/** A minute of 720p made of a small clip by repeating pixels: what joining, checking and storing it costs. */
export async function measureRecomposition(
  stack: Stack,
  { clip, directory, say }: { readonly clip: string; readonly directory: string; readonly say: Say },
): Promise<RecompositionFigures> {
  say('A minute of 720p without a model …\n');
  const job = await withStubModel(directory, (model) => runBenchJob(stack, clip, { type: 'real', model }));
  const { size } = await stat(job.output);
  const { width, height, frames, framesPerSecond } = RECOMPOSED_CLIP;
  const videoSeconds = frames / framesPerSecond;
  const seconds = job.stages.recompose;
  return {
    width: width * SCALE,
    height: height * SCALE,
    frames: job.frames,
    videoSeconds,
    seconds,
    megabytesPerSecond: size / 1e6 / seconds,
    timesRealTime: videoSeconds / seconds,
    framesPerSecond: job.frames / job.workflowSeconds,
  };
}
