import type { FrameSink } from '../../ports/media-tool.js';
import type { Frame, UpscalerLane } from '../../ports/upscaler.js';
import { untilAborted } from '../until-aborted.js';

interface FrameStream {
  readonly frames: AsyncIterable<Frame>;
  readonly lane: UpscalerLane;
  readonly sink: FrameSink;
  /** Bound of the frames between decoder and encoder, whatever the batch's length. */
  readonly maxInFlight: number;
  /** Called with the number of frames handed to the encoder. */
  readonly onFrames: (frames: number) => void;
  readonly signal: AbortSignal;
}

/** Streams frames through the model into the encoder, in order; resolves with their number. */
export async function upscaleFrames({
  frames,
  lane,
  sink,
  maxInFlight,
  onFrames,
  signal,
}: FrameStream): Promise<number> {
  const inFlight: Promise<Frame>[] = [];
  let written = 0;
  const writeOldest = async (): Promise<void> => {
    const oldest = inFlight.shift();
    if (oldest === undefined) return;
    await sink.write(await untilAborted(oldest, signal));
    written += 1;
    onFrames(written);
  };
  for await (const frame of frames) {
    const upscaled = lane.upscale(frame);
    // It may fail before its turn comes to be awaited.
    upscaled.catch(() => undefined);
    inFlight.push(upscaled);
    if (inFlight.length >= maxInFlight) await writeOldest();
  }
  while (inFlight.length > 0) await writeOldest();
  return written;
}
