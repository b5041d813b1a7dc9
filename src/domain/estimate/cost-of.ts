import type { RecomposeVideoResult } from '../../contracts/activities.js';
import type { JobPlan } from '../../contracts/checkpoints.js';
import type { EstimateSetting, JobActual, JobEstimate } from '../../contracts/estimate.js';
import type { JobReport } from '../../contracts/report.js';
import { estimateJob } from './estimate-job.js';
import { priceOf } from './price-of.js';
import { rangeOf } from './ranges.js';
import { videoFactsOf } from './video-facts-of.js';

interface Finished {
  readonly plan: JobPlan;
  readonly output: RecomposeVideoResult;
  readonly intermediateBytes: number;
}

/** What was expected of a job from what its file says of itself, and what it came to. */
export function costOf(finished: Finished, setting: EstimateSetting): NonNullable<JobReport['cost']> {
  return { estimate: expected(finished.plan, setting), actual: actual(finished, setting) };
}

/** null where the file does not say how long it is. */
function expected({ facts, source, options }: JobPlan, setting: EstimateSetting): JobEstimate | null {
  const video = videoFactsOf(facts, source.sizeBytes);
  return video.durationSeconds === undefined ? null : estimateJob(video, options, setting);
}

function actual({ plan, output, intermediateBytes }: Finished, setting: EstimateSetting): JobActual {
  const { gpuSeconds, sizeBytes: outputBytes } = output;
  const price =
    gpuSeconds === undefined
      ? null
      : priceOf(
          {
            gpuSeconds: rangeOf(gpuSeconds),
            outputBytes: rangeOf(outputBytes),
            intermediateBytes: rangeOf(intermediateBytes),
          },
          setting,
        ).range;
  return {
    frames: plan.frameCount,
    gpuSeconds: gpuSeconds === undefined ? null : Number(gpuSeconds.toFixed(3)),
    outputBytes,
    intermediateBytes,
    price: price && { amount: price.high, currency: price.currency },
  };
}
