import type { Decision, JobPlan } from '../contracts/checkpoints.js';
import type { UpscaleVideoInput } from '../contracts/job.js';
import type { SourceFacts } from '../contracts/media.js';
import { clockOrigin } from './clock-origin.js';
import { encodeTiming } from './encode-timing.js';
import { encoderArguments } from './encoder-arguments.js';
import { planPicture } from './plan-picture.js';
import { planStreams } from './plan-streams.js';
import { tagDecisions } from './tag-decisions.js';
import { timeDecisions } from './time-decisions.js';

interface Decoded {
  readonly job: UpscaleVideoInput;
  readonly facts: SourceFacts;
  readonly batchFrames: number;
  readonly modelScale: number;
  /** Made before decoding. */
  readonly decisions?: readonly Decision[];
  /** What decoding found: it alone knows how many frames there are, and when. */
  readonly extraction: {
    readonly frameCount: number;
    readonly ticks: readonly number[];
    readonly lastDuration: number;
    readonly repairedFrames: number;
  };
}

/** Everything that shapes the result, decided once. */
export function planJob({
  job,
  facts,
  batchFrames,
  modelScale,
  decisions: earlier = [],
  extraction,
}: Decoded): JobPlan {
  const { picture, decisions } = planPicture(facts, job.options, modelScale);
  const timing = encodeTiming(extraction.ticks, extraction.lastDuration, facts.video.timeBase);
  const { container, streams, decisions: streamDecisions } = planStreams(facts, job.options.container);
  return {
    version: 1,
    jobId: job.jobId,
    source: job.source,
    facts,
    options: job.options,
    batchFrames,
    frameCount: extraction.frameCount,
    timing,
    picture,
    modelScale,
    encoderArguments: encoderArguments({ options: job.options, picture, timing, facts, batchFrames }),
    container,
    streams,
    streamsOrigin: clockOrigin(facts),
    decisions: [
      ...earlier,
      ...decisions,
      ...timeDecisions(facts, extraction),
      ...streamDecisions,
      ...tagDecisions(facts, container, streams),
    ],
  };
}
