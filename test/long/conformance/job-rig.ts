import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createVerifyOutput } from '../../../src/activities/jobs/verify-output.js';
import { createGpuActivities } from '../../../src/activities/gpu/create-gpu-activities.js';
import { mapConcurrently } from '../../../src/activities/map-concurrently.js';
import { createMediaActivities } from '../../../src/activities/media/create-media-activities.js';
import { createMediaTool } from '../../../src/adapters/ffmpeg/create-media-tool.js';
import { createPictureCodec } from '../../../src/adapters/pictures/create-picture-codec.js';
import { loadMediaToolPaths } from '../../../src/config/tool-paths.js';
import type {
  ExtractFramesResult,
  ProbeSourceResult,
  RecomposeVideoResult,
  UpscaleBatchInput,
  UpscaleBatchResult,
  VerifyOutputResult,
} from '../../../src/contracts/activities.js';
import type { UpscaleVideoInput } from '../../../src/contracts/job.js';
import { resolveJobOptions, type GivenOptions } from '../../../src/contracts/job-options.js';
import type { JobReport } from '../../../src/contracts/report.js';
import { planBatches } from '../../../src/domain/plan-batches.js';
import type { JobSignals } from '../../../src/ports/job-signals.js';
import type { MediaTool } from '../../../src/ports/media-tool.js';
import type { UpscalerProvider } from '../../../src/ports/upscaler.js';
import { activityEnvironment } from '../../support/activity-environment.js';
import { someJob } from '../../support/job.js';
import { MemoryObjectStore } from '../../support/memory-object-store.js';
import { nearestGraphs } from '../../support/nearest-model.js';
import { recorders } from '../../support/recorders.js';
import { sampleEstimateSetting } from '../../support/sample-estimate-setting.js';
import { createTestUpscalerProvider } from '../../support/test-upscaler.js';

const BATCHES_AT_A_TIME = 2;
const STALL_MS = 120_000;

interface JobSettings {
  readonly given?: GivenOptions;
  /** null: by the size of the pictures. */
  readonly batchFrames?: number | null;
  /** Instead of the real ones: to break a stage. */
  readonly media?: MediaTool;
  readonly upscalers?: UpscalerProvider;
  /** Hears of segments while extraction goes on; without it nothing is told. */
  readonly signals?: JobSignals;
}

interface Published {
  readonly report: JobReport;
  /** A copy of the published video. */
  readonly path: string;
}

/** One job, stage by stage, through the activities as the workers run them. */
export interface JobRun {
  readonly job: UpscaleVideoInput;
  readonly store: MemoryObjectStore;
  probe(): Promise<ProbeSourceResult>;
  extract(): Promise<ExtractFramesResult>;
  upscale(): Promise<void>;
  upscaleBatch(batch: Omit<UpscaleBatchInput, 'jobId' | 'processedBucket'>): Promise<UpscaleBatchResult>;
  recompose(): Promise<RecomposeVideoResult>;
  verify(): Promise<VerifyOutputResult>;
  /** What lies under the final keys. */
  published(result: VerifyOutputResult): Promise<Published>;
}

export interface JobRig {
  /** Of the running test; removed after it. */
  readonly directory: string;
  readonly media: MediaTool;
  readonly upscalers: UpscalerProvider;
  at(name: string): string;
  /** Writes a file into the directory; its path. */
  write(name: string, content: string | Uint8Array): string;
  start(path: string, settings?: JobSettings): Promise<JobRun>;
  /** All stages. */
  run(path: string, settings?: JobSettings): Promise<Published>;
}

/**
 * Whole jobs in this process for the tests of a file: the real activities, ffmpeg and ONNX Runtime with a model that
 * copies every pixel into 4 × 4 of its colour; an object store in memory and no Temporal.
 */
export function jobRig(): JobRig {
  const media = createMediaTool(loadMediaToolPaths());
  const upscalers = createTestUpscalerProvider(nearestGraphs());
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'upreel-conformance-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  afterAll(() => upscalers.close());

  const start = async (path: string, settings: JobSettings = {}): Promise<JobRun> => {
    const store = new MemoryObjectStore();
    const job = await jobOf(path, store, settings.given ?? {});
    const { jobId, processedBucket } = job;
    const deps = {
      store,
      table: recorders().table,
      media: settings.media ?? media,
      pictures: createPictureCodec(),
      upscalers: settings.upscalers ?? upscalers,
      workDirectory: directory,
      stallMs: STALL_MS,
      batchFrames: settings.batchFrames === undefined ? 32 : settings.batchFrames,
      worker: 'conformance',
      signals: settings.signals ?? { segmentsReady: () => Promise.resolve() },
      overlapMs: settings.signals === undefined ? null : 0,
      estimates: sampleEstimateSetting(),
      fleet: { workersOn: () => Promise.resolve(new Set(['gpu-1'])) },
    };
    const { probeSource, extractFrames, recomposeVideo } = createMediaActivities(deps);
    const { upscaleBatch } = createGpuActivities(deps);
    const verifyOutput = createVerifyOutput(deps);
    let extracted: ExtractFramesResult | undefined;
    let recomposed: RecomposeVideoResult | undefined;
    const run: JobRun = {
      job,
      store,
      probe: () => inEnvironment(probeSource, { job }),
      extract: async () => (extracted = await inEnvironment(extractFrames, { job })),
      upscale: async () => {
        const { frameCount, batchFrames } = extracted ?? (await run.extract());
        await mapConcurrently(planBatches(frameCount, batchFrames), BATCHES_AT_A_TIME, (range) =>
          run.upscaleBatch(range),
        );
      },
      upscaleBatch: (batch) => inEnvironment(upscaleBatch, { jobId, processedBucket, ...batch }),
      recompose: async () => (recomposed = await inEnvironment(recomposeVideo, { jobId, processedBucket })),
      verify: async () =>
        inEnvironment(verifyOutput, {
          job,
          output: recomposed ?? (await run.recompose()),
          startedAt: '2026-01-01T00:00:00.000Z',
          seconds: { total: 4, extract: 1, upscale: 1, recompose: 1, verify: 0 },
        }),
      published: async ({ finalKey, reportKey }) => {
        const target = join(directory, `published-${basename(finalKey)}`);
        await store.download({ bucket: job.finalBucket, key: finalKey }, target);
        const report = store.text({ bucket: job.finalBucket, key: reportKey }) ?? '';
        return { path: target, report: JSON.parse(report) as JobReport };
      },
    };
    return run;
  };

  return {
    get directory() {
      return directory;
    },
    media,
    upscalers,
    at: (name) => join(directory, name),
    write: (name, content) => {
      writeFileSync(join(directory, name), content);
      return join(directory, name);
    },
    start,
    run: async (path, settings) => {
      const job = await start(path, settings);
      await job.probe();
      await job.extract();
      await job.upscale();
      return job.published(await job.verify());
    },
  };
}

async function jobOf(path: string, store: MemoryObjectStore, given: GivenOptions): Promise<UpscaleVideoInput> {
  const videoName = basename(path);
  const job = someJob({ videoName, videoType: 'real', options: resolveJobOptions(given, 'real', 'fp32') });
  const { bucket, key, contentType } = job.source;
  const { eTag, sizeBytes } = await store.write({ bucket, key }, readFileSync(path), { contentType });
  return { ...job, source: { ...job.source, eTag, sizeBytes } };
}

function inEnvironment<Input, Result>(activity: (input: Input) => Promise<Result>, input: Input): Promise<Result> {
  return activityEnvironment().run<[Input], Result, typeof activity>(activity, input);
}
