import { FailureType, UpreelError } from '../../contracts/failures.js';
import { LIKENESS_LIMITS_DB } from '../../domain/likeness-limits.js';
import type { FrameSink } from '../../ports/media-tool.js';
import type { Frame, UpscaledFrame, UpscalerLane } from '../../ports/upscaler.js';
import { untilAborted } from '../until-aborted.js';

interface FrameStream {
  readonly frames: AsyncIterable<Frame>;
  readonly lane: UpscalerLane;
  readonly sink: FrameSink;
  /** Bound of the frames between decoder and encoder, whatever the batch's length. */
  readonly maxInFlight: number;
  /** Number of the first frame, for what people are told. */
  readonly firstFrame: number;
  /** Called with the number of frames handed to the encoder. */
  readonly onFrames: (frames: number) => void;
  readonly signal: AbortSignal;
}

export interface UpscaledStream {
  readonly frameCount: number;
  /** Of the frame that is least like its source. */
  readonly lowestLikenessDb: number;
  /** Of the sampled frame that is least like what fp32 makes; absent where nothing was sampled. */
  readonly lowestPrecisionDb?: number;
  /** Of the frame in the smallest tiles; absent where the device had room for ordinary ones. */
  readonly reducedTilePixels?: number;
}

/**
 * Streams frames through the model into the encoder, in order.
 * @throws UpreelError `ModelOutputInvalid` for a frame that is another picture than its source
 */
export async function upscaleFrames(stream: FrameStream): Promise<UpscaledStream> {
  const { frames, lane, sink, maxInFlight, firstFrame, onFrames, signal } = stream;
  const inFlight: Promise<UpscaledFrame>[] = [];
  let frameCount = 0;
  let lowestLikenessDb = Infinity;
  let lowestPrecisionDb = Infinity;
  let reducedTilePixels = Infinity;
  const writeOldest = async (): Promise<void> => {
    const oldest = inFlight.shift();
    if (oldest === undefined) return;
    const frame = await untilAborted(oldest, signal);
    checkLikeness(frame, firstFrame + frameCount);
    await sink.write(frame);
    frameCount += 1;
    lowestLikenessDb = Math.min(lowestLikenessDb, frame.likenessDb);
    lowestPrecisionDb = Math.min(lowestPrecisionDb, frame.precisionDb ?? Infinity);
    reducedTilePixels = Math.min(reducedTilePixels, frame.reducedTilePixels ?? Infinity);
    onFrames(frameCount);
  };
  for await (const frame of frames) {
    const upscaled = lane.upscale(frame);
    // It may fail before its turn comes to be awaited.
    upscaled.catch(() => undefined);
    inFlight.push(upscaled);
    if (inFlight.length >= maxInFlight) await writeOldest();
  }
  while (inFlight.length > 0) await writeOldest();
  return {
    frameCount,
    lowestLikenessDb,
    ...(lowestPrecisionDb < Infinity && { lowestPrecisionDb }),
    ...(reducedTilePixels < Infinity && { reducedTilePixels }),
  };
}

function checkLikeness({ likenessDb }: UpscaledFrame, frame: number): void {
  if (likenessDb >= LIKENESS_LIMITS_DB.failure) return;
  throw new UpreelError(
    FailureType.ModelOutputInvalid,
    `The model turned frame ${frame} into another picture: shrunk back it resembles its source by ` +
      `${likenessDb.toFixed(1)} dB, and ${LIKENESS_LIMITS_DB.failure} dB are the least. Upload the video again for another model or precision.`,
  );
}
