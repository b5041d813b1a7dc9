import type { RecomposeVideoResult } from '../contracts/activities.js';
import type { JobPlan, Timing } from '../contracts/checkpoints.js';
import type { StageSeconds } from '../contracts/job.js';
import type { JobReport } from '../contracts/report.js';

interface Finished {
  readonly videoName: string;
  readonly plan: JobPlan;
  readonly output: RecomposeVideoResult;
  readonly cost: NonNullable<JobReport['cost']>;
  readonly finalKey: string;
  readonly startedAt: string;
  readonly seconds: StageSeconds;
}

/** What is published beside the video. */
export function buildReport({ videoName, plan, output, cost, finalKey, startedAt, seconds }: Finished): JobReport {
  const { jobId, frameCount: frames, options, picture } = plan;
  return {
    version: 1,
    jobId,
    videoName,
    source: { ...plan.source, ...plan.facts },
    options,
    model: { id: options.model, graphSha256: output.modelSha256, devices: output.devices },
    result: {
      key: finalKey,
      container: plan.container,
      sizeBytes: output.sizeBytes,
      sha256: output.sha256,
      frames,
      repeatedFrames: output.repeatedFrames ?? 0,
      repeatedTiles: output.repeatedTiles ?? 0,
      durationSeconds: durationSeconds(plan.timing),
      picture,
    },
    decisions: plan.decisions,
    streams: plan.streams,
    startedAt,
    seconds,
    framesPerSecond: { extract: rate(frames, seconds.extract), upscale: rate(frames, seconds.upscale) },
    checks: output.checks,
    cost,
  };
}

function durationSeconds({ timeBase, steps }: Timing): number {
  const ticks = steps.reduce((sum, [duration, count]) => sum + duration * count, 0);
  return (ticks * timeBase.num) / timeBase.den;
}

function rate(frames: number, seconds: number): number {
  return seconds > 0 ? Number((frames / seconds).toFixed(3)) : 0;
}
