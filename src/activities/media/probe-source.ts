import type { ProbeSourceInput, ProbeSourceResult } from '../../contracts/activities.js';
import { scaleOfModel } from '../../contracts/models.js';
import { planPicture } from '../../domain/plan-picture.js';
import { planStreams } from '../../domain/plan-streams.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import { requireDiskSpace } from '../require-disk-space.js';
import { withHeartbeat } from '../with-heartbeat.js';
import { withTemporaryDirectory } from '../with-temporary-directory.js';
import { fetchSource } from './fetch-source.js';

interface Deps {
  readonly store: ObjectStore;
  readonly media: MediaTool;
  readonly workDirectory: string;
  readonly stallMs: number;
}

/** Refuses what can't be done before anything is decoded, and says what the video is. */
export function createProbeSource({ store, media, workDirectory, stallMs }: Deps) {
  return ({ job }: ProbeSourceInput): Promise<ProbeSourceResult> =>
    withHeartbeat(stallMs, (heartbeat) =>
      withTemporaryDirectory(workDirectory, async (directory) => {
        await requireDiskSpace(directory, job.source.sizeBytes, 'Looking at the source');
        const path = await fetchSource(store, job.source, directory, heartbeat);
        const facts = await media.probe(path, { signal: heartbeat.signal });
        planPicture(facts, job.options, scaleOfModel(job.options.model));
        planStreams(facts, job.options.container);
        const { codec, width, height } = facts.video;
        return { format: facts.format, codec, width, height, durationSeconds: facts.durationSeconds };
      }),
    );
}
