import type { Client } from '@temporalio/client';
import type { ExtractFramesResult, UpscaleBatchInput, UpscaleBatchResult } from '../../src/contracts/activities.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import { planKey } from '../../src/contracts/object-keys.js';
import { SEGMENTS_READY_SIGNAL, type SegmentsReady, workflowIdOf } from '../../src/contracts/temporal-names.js';
import { someJob } from '../support/job.js';
import { FakeActivities } from './fake-activities.js';
import type { JobEnvironment } from './job-environment.js';

type Batch = (input: UpscaleBatchInput) => Promise<UpscaleBatchResult> | UpscaleBatchResult;

interface Film {
  readonly frames: number;
  readonly batchFrames?: number;
  readonly job?: UpscaleVideoInput;
  /** How each batch goes; made of the drafts of `here` unless said otherwise. */
  readonly batch?: Batch;
  /** What extraction does, once it runs. */
  readonly extract: (film: Running) => Promise<Partial<ExtractFramesResult>>;
  readonly overrides?: ConstructorParameters<typeof FakeActivities>[2];
}

interface Running {
  readonly tell: (upTo: number, batchFrames?: number) => Promise<void>;
  /** Until so many batches have ended, and the workflow has heard of it. */
  readonly done: (batches: number) => Promise<void>;
  readonly asked: readonly UpscaleBatchInput[];
}

/** The attempt of extraction that ends. */
export const HERE = 'this attempt';

/** A batch that goes well. */
export const early = (input: UpscaleBatchInput): UpscaleBatchResult => ({
  skipped: false,
  ...(input.early === true && { extractionId: HERE }),
});

/** A job whose extraction is played by the test. */
export function film(environment: JobEnvironment, settings: Film) {
  const { frames, batchFrames = 32, batch = early, extract, overrides = {}, job = someJob() } = settings;
  const { client } = environment;
  const asked: UpscaleBatchInput[] = [];
  let ended = 0;
  const signal = (ready: SegmentsReady) =>
    client.workflow.getHandle(workflowIdOf(job.jobId)).signal(SEGMENTS_READY_SIGNAL, ready);
  const running: Running = {
    asked,
    tell: (upTo, size = batchFrames) => signal({ upTo, batchFrames: size }),
    done: async (batches) => {
      while (ended < batches || (await heardOf(client, job.jobId)) < batches) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
  const activities = new FakeActivities(frames, batchFrames, {
    extractFrames: async () => ({
      planKey: planKey(job.jobId),
      frameCount: frames,
      batchFrames,
      audioKey: null,
      ...(await extract(running)),
    }),
    upscaleBatch: async (input) => {
      asked.push(input);
      try {
        return await batch(input);
      } finally {
        ended += 1;
      }
    },
    ...overrides,
  });
  const start = () => environment.start(job);
  return { activities, asked, running, start };
}

/** Batches whose end the workflow has worked on. */
async function heardOf(client: Client, jobId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowIdOf(jobId)).fetchHistory();
  const all = events ?? [];
  const isBatch = (id: unknown): boolean =>
    all[Number(id) - 1]?.activityTaskScheduledEventAttributes?.activityType?.name === 'upscaleBatch';
  const worked = all.slice(
    0,
    all.findLastIndex((event) => event.workflowTaskStartedEventAttributes != null),
  );
  return worked.filter((event) =>
    isBatch((event.activityTaskCompletedEventAttributes ?? event.activityTaskFailedEventAttributes)?.scheduledEventId),
  ).length;
}

/** First frames of batches that were asked for, in order. */
export const firsts = (inputs: readonly UpscaleBatchInput[], when: 'early' | 'late'): number[] =>
  inputs
    .filter((input) => (input.early === true) === (when === 'early'))
    .map(({ firstFrame }) => firstFrame)
    .sort((a, b) => a - b);
