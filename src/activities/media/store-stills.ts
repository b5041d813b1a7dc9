import { join } from 'node:path';
import type { RecomposeVideoResult } from '../../contracts/activities.js';
import type { JobPlan } from '../../contracts/checkpoints.js';
import { checkpointKey, framesPrefix, pngName, segmentName } from '../../contracts/object-keys.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
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
  place: Place,
  heartbeat: Heartbeat,
): Promise<Pick<RecomposeVideoResult, 'posterKey' | 'comparisonKey'>> {
  const { media, pictures, store } = deps;
  const { bucket, segments } = place;
  const coded = segments[Math.floor(segments.length / 2)];
  if (coded === undefined) throw new Error('a job has at least one batch');
  // The first frame of a batch costs one frame's decoding; a clip's own first frame is often black.
  const frame = segments.length > 1 ? coded.firstFrame : Math.floor(plan.frameCount / 2);
  const [before, after] = await Promise.all([
    sourceFrame(deps, plan, frame, place, heartbeat),
    media.still(coded.path, frame - coded.firstFrame, { signal: heartbeat.signal }),
  ]);
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

async function sourceFrame(
  { store, media, pictures }: Deps,
  { jobId, options, picture, batchFrames }: JobPlan,
  frame: number,
  { bucket, directory }: Place,
  { signal, alive }: Heartbeat,
): Promise<Uint8Array> {
  if (options.frameFormat === 'png') {
    const png = await store.read({ bucket, key: framesPrefix(jobId) + pngName(frame) });
    if (png !== null) return png;
  }
  const firstFrame = Math.floor(frame / batchFrames) * batchFrames;
  const path = join(directory, 'source-segment.nut');
  await store.download({ bucket, key: framesPrefix(jobId) + segmentName(firstFrame) }, path, {
    signal,
    onBytes: alive,
  });
  let index = firstFrame;
  for await (const pixels of media.decode(path, picture, { signal })) {
    if (index === frame) return pictures.encodePng(pixels, picture.bitDepth);
    index += 1;
  }
  throw new Error(`the segment from frame ${firstFrame} does not hold frame ${frame}`);
}
