import type { JobPlan } from '../../src/contracts/checkpoints.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import { planJob } from '../../src/domain/plan-job.js';

/** The plan of a small ordinary MP4 of `frameCount` frames at 25 a second. */
export function somePlan(job: UpscaleVideoInput, frameCount = 3, batchFrames = 32): JobPlan {
  return planJob({
    job,
    batchFrames,
    modelScale: 4,
    facts: {
      format: 'mov,mp4,m4a,3gp,3g2,mj2',
      durationSeconds: frameCount / 25,
      startMicroseconds: 0,
      chapters: [],
      tags: {},
      companions: [],
      video: {
        index: 0,
        codec: 'h264',
        width: 16,
        height: 12,
        pixelFormat: 'yuv420p',
        timeBase: { num: 1, den: 12_800 },
        frameRate: { num: 25, den: 1 },
        sampleAspectRatio: { num: 1, den: 1 },
        rotation: 0,
        fieldOrder: 'progressive',
        measuredFields: null,
        color: { matrix: null, range: null, primaries: null, transfer: null, chromaLocation: null },
        masteringDisplay: null,
        contentLight: null,
        tags: {},
        dispositions: [],
      },
    },
    extraction: {
      frameCount,
      ticks: Array.from({ length: frameCount }, (_, frame) => frame * 512),
      lastDuration: 512,
      repairedFrames: 0,
    },
  });
}
