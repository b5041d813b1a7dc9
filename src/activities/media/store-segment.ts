import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import type { PicturePlan, SegmentEntry } from '../../contracts/checkpoints.js';
import type { UpscaleVideoInput } from '../../contracts/job.js';
import { framesPrefix, pngName, segmentName } from '../../contracts/object-keys.js';
import type { ExtractedSegment, MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import { sha256OfFile } from '../sha256-of-file.js';
import type { Heartbeat } from '../with-heartbeat.js';

interface Deps {
  readonly store: ObjectStore;
  readonly media: MediaTool;
  readonly pictures: PictureCodec;
}

const CONTENT_SHA256 = 'upreel-sha256';

/** Brings one extracted segment to S3 in the job's frame format, and removes the file. */
export async function storeSegment(
  deps: Deps,
  job: UpscaleVideoInput,
  picture: PicturePlan,
  segment: ExtractedSegment,
  heartbeat: Heartbeat,
): Promise<SegmentEntry> {
  const store = job.options.frameFormat === 'png' ? storeFrames : storeWhole;
  const stored = await store(deps, job, picture, segment, heartbeat);
  await rm(segment.path);
  return { ...stored, firstFrame: segment.firstFrame, frameCount: segment.frameCount };
}

type StoredBytes = Pick<SegmentEntry, 'key' | 'sizeBytes' | 'sha256'>;

async function storeWhole(
  { store }: Deps,
  { jobId, processedBucket: bucket }: UpscaleVideoInput,
  _picture: PicturePlan,
  { path, firstFrame }: ExtractedSegment,
  { signal, alive }: Heartbeat,
): Promise<StoredBytes> {
  const key = framesPrefix(jobId) + segmentName(firstFrame);
  const [sha256, { size }, there] = await Promise.all([
    sha256OfFile(path, signal),
    stat(path),
    store.head({ bucket, key }),
  ]);
  if (there?.metadata[CONTENT_SHA256] !== sha256) {
    const metadata = { [CONTENT_SHA256]: sha256 };
    await store.upload(
      path,
      { bucket, key },
      { contentType: 'application/octet-stream', metadata, signal, onBytes: alive },
    );
  }
  return { key, sizeBytes: size, sha256 };
}

/** One PNG a frame; the entry names the first, its sha256 is that of all of them in order. */
async function storeFrames(
  { store, media, pictures }: Deps,
  { jobId, processedBucket: bucket }: UpscaleVideoInput,
  picture: PicturePlan,
  { path, firstFrame }: ExtractedSegment,
  { signal, alive }: Heartbeat,
): Promise<StoredBytes> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let frame = firstFrame;
  for await (const pixels of media.decode(path, picture, { signal })) {
    const png = await pictures.encodePng(pixels, picture.bitDepth);
    await store.write({ bucket, key: framesPrefix(jobId) + pngName(frame) }, png, { contentType: 'image/png' });
    hash.update(png);
    sizeBytes += png.byteLength;
    frame += 1;
    alive();
  }
  return { key: framesPrefix(jobId) + pngName(firstFrame), sizeBytes, sha256: hash.digest('hex') };
}
