import type { FrameRange } from '../../contracts/activities.js';
import type { BatchPlan } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { framesPrefix, pngName, processedFramesPrefix } from '../../contracts/object-keys.js';
import type { FrameSink } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { PictureCodec } from '../../ports/picture-codec.js';
import type { Frame } from '../../ports/upscaler.js';

interface Deps {
  readonly store: ObjectStore;
  readonly pictures: PictureCodec;
  readonly bucket: string;
  readonly plan: BatchPlan;
}

/** The extracted frames of a batch in `frame-format: png`, one object a frame. */
export async function* readFrameFiles(
  { store, pictures, bucket, plan }: Deps,
  { firstFrame, frameCount }: FrameRange,
): AsyncIterable<Frame> {
  const { width, height, bitDepth } = plan.picture;
  for (let frame = firstFrame; frame < firstFrame + frameCount; frame += 1) {
    const key = framesPrefix(plan.jobId) + pngName(frame);
    const png = await store.read({ bucket, key });
    if (png === null) throw new UpreelError(FailureType.Internal, `The extracted frame ${key} is missing.`);
    yield await pictures.decodePng(png, { width, height, bitDepth });
  }
}

/** Stores each frame as a PNG beside passing it on, so that recomposing is the same for both frame formats. */
export function alsoAsFiles(sink: FrameSink, { store, pictures, bucket, plan }: Deps, firstFrame: number): FrameSink {
  let next = firstFrame;
  return {
    ...sink,
    write: async (frame) => {
      const key = processedFramesPrefix(plan.jobId) + pngName(next);
      next += 1;
      const png = await pictures.encodePng(frame, plan.picture.bitDepth);
      await store.write({ bucket, key }, png, { contentType: 'image/png' });
      await sink.write(frame);
    },
  };
}
