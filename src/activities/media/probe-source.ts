import type { ProbeSourceInput, ProbeSourceResult } from '../../contracts/activities.js';
import type { EstimateSetting } from '../../contracts/estimate.js';
import type { UpscaleVideoInput } from '../../contracts/job.js';
import type { SourceFacts } from '../../contracts/media.js';
import { scaleOfModel } from '../../contracts/models.js';
import { estimateJob } from '../../domain/estimate/estimate-job.js';
import { gpuSecondsLimit, requireWithinBudget } from '../../domain/estimate/gpu-seconds-limit.js';
import { videoFactsOf } from '../../domain/estimate/video-facts-of.js';
import { planPicture } from '../../domain/plan-picture.js';
import { planStreams } from '../../domain/plan-streams.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { requireDiskSpace } from '../require-disk-space.js';
import { withHeartbeat } from '../with-heartbeat.js';
import { withTemporaryDirectory } from '../with-temporary-directory.js';
import { fetchSource } from './fetch-source.js';
import type { ReadSourceFacts } from './source-facts.js';

interface Deps {
  readonly store: ObjectStore;
  readonly readFacts: ReadSourceFacts;
  readonly workDirectory: string;
  readonly stallMs: number;
  readonly estimates: EstimateSetting;
}

/** Refuses what can't be done before anything is decoded, and says what the video is. */
export function createProbeSource({ store, readFacts, workDirectory, stallMs, estimates }: Deps) {
  return ({ job }: ProbeSourceInput): Promise<ProbeSourceResult> =>
    withHeartbeat(stallMs, (heartbeat) =>
      withTemporaryDirectory(workDirectory, async (directory) => {
        await requireDiskSpace(directory, job.source.sizeBytes, 'Looking at the source');
        const path = await fetchSource(store, job.source, directory, heartbeat);
        const facts = await readFacts(job.source, path, { signal: heartbeat.signal });
        planPicture(facts, job.options, scaleOfModel(job.options.model));
        planStreams(facts, job.options.container);
        const limit = limitOf(job, facts, estimates);
        const { codec, width, height } = facts.video;
        return {
          format: facts.format,
          codec,
          width,
          height,
          durationSeconds: facts.durationSeconds,
          ...(limit !== null && { gpuSecondsLimit: limit }),
        };
      }),
    );
}

/** @throws UpreelError `OverBudget` when the job is expected to take more than it may */
function limitOf({ options, source }: UpscaleVideoInput, facts: SourceFacts, setting: EstimateSetting): number | null {
  const limit = gpuSecondsLimit(options.budget, setting);
  const video = videoFactsOf(facts, source.sizeBytes);
  // How many frames there are shows only later where the file does not say how long it is: the limit holds all the same.
  if (limit !== null && video.durationSeconds !== undefined) {
    requireWithinBudget(options.budget, limit, estimateJob(video, options, setting));
  }
  return limit;
}
