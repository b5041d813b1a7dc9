import { join } from 'node:path';
import type { RecomposeVideoResult } from '../../contracts/activities.js';
import type { JobPlan, PicturePlan } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { checkpointKey, framesPrefix, pngName, segmentName } from '../../contracts/object-keys.js';
import type { FramePlace, MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import type { Frame } from '../../ports/upscaler.js';
import type { Heartbeat } from '../with-heartbeat.js';

interface Deps {
  readonly store: ObjectStore;
  readonly media: MediaTool;
  readonly pictures: PictureCodec;
}

interface Place {
  readonly bucket: string;
  /** The coded batches: a frame is found in its own without reading the whole result. */
  readonly segments: readonly { readonly path: string; readonly firstFrame: number }[];
  readonly directory: string;
}

/** A poster and a before/after picture of a frame in the middle. */
export async function storeStills(
  deps: Deps,
  plan: JobPlan,
  { bucket, segments, directory }: Place,
  heartbeat: Heartbeat,
): Promise<Pick<RecomposeVideoResult, 'posterKey' | 'comparisonKey'>> {
  const coded = segments[Math.floor(segments.length / 2)];
  if (coded === undefined) throw new Error('a job has at least one batch');
  // The first frame of a batch costs one frame's decoding; a clip's own first frame is often black.
  const frame = segments.length > 1 ? coded.firstFrame : Math.floor(plan.frameCount / 2);
  const place = { jobId: plan.jobId, bucket, frame };
  const { media, pictures, store } = deps;
  const { picture, options, batchFrames } = plan;
  const isWhole = options.frameFormat === 'segment';
  const { coded: after, extracted } = await media.stills(
    {
      picture,
      coded: { path: coded.path, frame: frame - coded.firstFrame },
      extracted: isWhole ? await fetchExtracted(deps, { ...place, batchFrames }, directory, heartbeat) : null,
    },
    { signal: heartbeat.signal },
  );
  const before = extracted ?? (await readPng(deps, place, picture));
  const posterKey = checkpointKey(plan.jobId, 'poster.jpg');
  const comparisonKey = checkpointKey(plan.jobId, 'comparison.png');
  const [poster, comparison] = await Promise.all([pictures.poster(after), pictures.comparison(before, after)]);
  await Promise.all([
    store.write({ bucket, key: posterKey }, poster, { contentType: 'image/jpeg' }),
    store.write({ bucket, key: comparisonKey }, comparison, { contentType: 'image/png' }),
  ]);
  heartbeat.alive();
  return { posterKey, comparisonKey };
}

interface FrameOfJob {
  readonly jobId: string;
  readonly bucket: string;
  readonly frame: number;
}

async function readPng(
  { store, pictures }: Deps,
  { jobId, bucket, frame }: FrameOfJob,
  { width, height }: PicturePlan,
): Promise<Frame> {
  const key = framesPrefix(jobId) + pngName(frame);
  const png = await store.read({ bucket, key });
  if (png === null) throw new UpreelError(FailureType.Internal, `The extracted frame ${key} is missing.`);
  return pictures.decodePng(png, { width, height, bitDepth: 8 });
}

async function fetchExtracted(
  { store }: Deps,
  { jobId, bucket, frame, batchFrames }: FrameOfJob & Pick<JobPlan, 'batchFrames'>,
  directory: string,
  { signal, alive }: Heartbeat,
): Promise<FramePlace> {
  const firstFrame = Math.floor(frame / batchFrames) * batchFrames;
  const path = join(directory, 'source-segment.nut');
  const key = framesPrefix(jobId) + segmentName(firstFrame);
  await store.download({ bucket, key }, path, { signal, onBytes: alive });
  return { path, frame: frame - firstFrame };
}
