import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PicturePlan, SegmentEntry } from '../../contracts/checkpoints.js';
import type { UpscaleVideoInput } from '../../contracts/job.js';
import type { SourceFacts } from '../../contracts/media.js';
import type { JobTable } from '../../ports/job-table.js';
import type { Extraction, FrameWindow, MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import { jobWriter } from '../job-writer.js';
import type { Heartbeat } from '../with-heartbeat.js';
import type { SegmentAnnouncer } from './segment-announcer.js';
import { storeSegment } from './store-segment.js';
import { TaskPool } from './task-pool.js';
import { throttled } from './throttled.js';

interface Deps {
  readonly store: ObjectStore;
  readonly table: JobTable;
  readonly media: MediaTool;
  readonly pictures: PictureCodec;
}

interface Source {
  readonly path: string;
  readonly directory: string;
  readonly facts: SourceFacts;
  readonly picture: PicturePlan;
  readonly batchFrames: number;
  readonly window: FrameWindow | undefined;
  /** null: batches begin when extraction has ended. */
  readonly announcer: SegmentAnnouncer | null;
}

export const UPLOADS_AT_A_TIME = 4;
const ROW_WRITE_INTERVAL_MS = 3_000;

/** Decodes the picture once; segments go to S3 while decoding goes on, and the row counts along. */
export async function extractSegments(
  deps: Deps,
  job: UpscaleVideoInput,
  { path, directory, facts, picture, batchFrames, window, announcer }: Source,
  heartbeat: Heartbeat,
): Promise<{ readonly extraction: Extraction; readonly segments: readonly SegmentEntry[] }> {
  const segments: SegmentEntry[] = [];
  const uploads = new TaskPool(UPLOADS_AT_A_TIME);
  const writer = jobWriter();
  const recordExtracted = throttled(ROW_WRITE_INTERVAL_MS, (extracted: number) =>
    deps.table.update({ jobId: job.jobId, frames: { extracted } }, writer),
  );
  const segmentDirectory = join(directory, 'segments');
  await mkdir(segmentDirectory);
  const onSegment: Parameters<MediaTool['extract']>[0]['onSegment'] = (segment, soFar) => {
    uploads.add(async () => {
      const stored = await storeSegment(deps, job, picture, segment, heartbeat);
      segments.push(stored);
      announcer?.stored(stored, soFar);
    });
  };
  const extraction = await deps.media
    .extract(
      { path, facts, picture, batchFrames, directory: segmentDirectory, window, onSegment },
      {
        signal: heartbeat.signal,
        onFrames: (frames) => {
          heartbeat.frames(frames);
          recordExtracted.offer(frames);
          announcer?.poke();
        },
      },
    )
    .finally(() => announcer?.end());
  heartbeat.frames(extraction.frameCount);
  await uploads.settle();
  await recordExtracted.finish(extraction.frameCount);
  return { extraction, segments: segments.sort((a, b) => a.firstFrame - b.firstFrame) };
}
