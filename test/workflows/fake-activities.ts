import { Context } from '@temporalio/activity';
import type {
  FrameRange,
  GpuActivities,
  JobsActivities,
  MediaActivities,
  RecomposeVideoResult,
  RecordEndInput,
} from '../../src/contracts/activities.js';
import type { FrameCounts } from '../../src/contracts/job.js';
import { planKey } from '../../src/contracts/object-keys.js';

type Activities = JobsActivities & MediaActivities & GpuActivities;

const OUTPUT: RecomposeVideoResult = {
  outputKey: 'output.mp4',
  posterKey: 'poster.jpg',
  comparisonKey: 'comparison.png',
  eTag: 'e',
  sizeBytes: 1,
  sha256: 's',
  checks: [],
  modelSha256: [],
  devices: [],
};

/** All activities of a job of `frameCount` frames, remembering what the workflow asked of them. */
export class FakeActivities {
  readonly calls: string[] = [];
  readonly batches: FrameRange[] = [];
  readonly recordedFrames: Partial<FrameCounts>[] = [];
  mostInFlight = 0;
  end: RecordEndInput['end'] | null = null;
  private inFlight = 0;
  private readonly frameCount: number;
  private readonly batchFrames: number;
  private readonly overrides: Partial<Activities>;

  constructor(frameCount: number, batchFrames = 32, overrides: Partial<Activities> = {}) {
    this.frameCount = frameCount;
    this.batchFrames = batchFrames;
    this.overrides = overrides;
  }

  jobs(): JobsActivities {
    return {
      registerJob: ({ job }) =>
        this.run('registerJob', () => this.overrides.registerJob?.({ job }) ?? Promise.resolve()),
      recordStage: async (input) => {
        this.calls.push(`recordStage ${input.status}`);
        if (input.frames !== undefined) this.recordedFrames.push(input.frames);
        await this.overrides.recordStage?.(input);
      },
      recordProgress: async (input) => {
        this.recordedFrames.push(input.frames);
        await this.overrides.recordProgress?.(input);
      },
      verifyOutput: (input) =>
        this.run(
          'verifyOutput',
          () =>
            this.overrides.verifyOutput?.(input) ??
            Promise.resolve({ finalKey: 'final.mp4', reportKey: 'report.json' }),
        ),
      recordEnd: async (input) => {
        this.calls.push(`recordEnd ${input.end.status}`);
        await this.overrides.recordEnd?.(input);
        this.end = input.end;
      },
    };
  }

  media(): MediaActivities {
    const { frameCount, batchFrames } = this;
    return {
      probeSource: (input) =>
        this.run(
          'probeSource',
          () =>
            this.overrides.probeSource?.(input) ??
            Promise.resolve({ format: 'mp4', codec: 'h264', width: 2, height: 2, durationSeconds: 1 }),
        ),
      extractFrames: (input) =>
        this.run(
          'extractFrames',
          () =>
            this.overrides.extractFrames?.(input) ??
            Promise.resolve({ planKey: planKey(input.job.jobId), frameCount, batchFrames, audioKey: null }),
        ),
      recomposeVideo: (input) =>
        this.run('recomposeVideo', () => this.overrides.recomposeVideo?.(input) ?? Promise.resolve(OUTPUT)),
    };
  }

  gpu(): GpuActivities {
    return {
      upscaleBatch: async (input) => {
        this.inFlight += 1;
        this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
        try {
          const result = (await this.overrides.upscaleBatch?.(input)) ?? { skipped: false };
          this.batches.push({ firstFrame: input.firstFrame, frameCount: input.frameCount });
          return result;
        } finally {
          this.inFlight -= 1;
        }
      },
    };
  }

  private run<T>(name: string, activity: () => Promise<T>): Promise<T> {
    this.calls.push(name);
    return activity();
  }
}

/** Resolves when its attempt is cancelled, as an activity that heartbeats is. */
export async function untilCancelled(): Promise<void> {
  const { cancellationSignal } = Context.current();
  const beat = setInterval(() => {
    Context.current().heartbeat();
  }, 20);
  await new Promise<void>((resolve) => {
    cancellationSignal.addEventListener('abort', () => {
      resolve();
    });
  });
  clearInterval(beat);
}
