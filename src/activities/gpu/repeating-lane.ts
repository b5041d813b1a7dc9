import type { Frame, UpscaledFrame, UpscalerLane } from '../../ports/upscaler.js';

interface Last extends Frame {
  readonly result: Promise<UpscaledFrame>;
}

/**
 * A lane for the frames of one batch in their order: a frame with the very samples of the one before it is not computed
 * again, its result is that frame's. It keeps a copy of one frame, since those given away can't be looked at any more.
 */
export class RepeatingLane implements UpscalerLane {
  readonly #lane: UpscalerLane;
  #last: Last | undefined;
  #repeatedFrames = 0;
  #repeatedTiles = 0;

  constructor(lane: UpscalerLane) {
    this.#lane = lane;
  }

  get repeatedFrames(): number {
    return this.#repeatedFrames;
  }

  /** Of frames that were computed. */
  get repeatedTiles(): number {
    return this.#repeatedTiles;
  }

  upscale(frame: Frame): Promise<UpscaledFrame> {
    if (this.#last !== undefined && isSame(frame, this.#last)) {
      this.#repeatedFrames += 1;
      return this.#last.result;
    }
    const { width, height } = frame;
    const data = copyInto(this.#last?.data, frame.data);
    const result = this.#lane.upscale(frame).then((upscaled) => {
      this.#repeatedTiles += upscaled.repeatedTiles ?? 0;
      return upscaled;
    });
    this.#last = { width, height, data, result };
    return result;
  }

  close(): void {
    this.#lane.close();
  }
}

function isSame(frame: Frame, last: Frame): boolean {
  return frame.width === last.width && frame.height === last.height && Buffer.compare(frame.data, last.data) === 0;
}

function copyInto(kept: Uint8Array<ArrayBuffer> | undefined, data: Uint8Array): Uint8Array<ArrayBuffer> {
  if (kept?.byteLength !== data.byteLength) return new Uint8Array(data);
  kept.set(data);
  return kept;
}
