import type { Precision } from '../contracts/job-options.js';

/** One picture: rows of interleaved RGB, 8 bits (`rgb24`) or 16 bits little-endian (`rgb48le`) a sample. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** width × height × 3 × bytes a sample. Its whole ArrayBuffer is given away by whoever passes the frame on. */
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface UpscaledFrame extends Frame {
  /** How much it still is its source, in dB: domain/measure-likeness. */
  readonly likenessDb: number;
  /** Of a sampled frame of a model not in fp32: PSNR against what fp32 makes of it. */
  readonly precisionDb?: number;
  /** Bound of its tiles in pixels, where the device had too little memory for larger ones. */
  readonly reducedTilePixels?: number;
  /** Tiles of it that are the very ones of the frame before and were not computed again; absent: none. */
  readonly repeatedTiles?: number;
  /** How long a session worked on it; of frames that went together, an equal share. */
  readonly seconds: number;
}

export interface UpscalerRequest {
  readonly model: string;
  readonly precision: Precision;
  /** Bits a sample, of the frames given and of those returned. */
  readonly bitDepth: 8 | 16;
}

/** A loaded model. It serves several batches at once; frames of the batch that came first go first. */
export interface Upscaler {
  readonly scale: number;
  /** sha256 of the graph that runs: it names what made a batch. */
  readonly modelSha256: string;
  /** What runs it, for the report: for instance `cpu, 2 sessions`. */
  readonly device: string;
  /** How many frames of a size it works on at the same time; more in flight only wait. */
  concurrency(size: Pick<Frame, 'width' | 'height'>): number;

  /** The frames of one batch: an earlier lane's frames are taken before a later lane's. */
  openLane(): UpscalerLane;
}

export interface UpscalerLane {
  /**
   * Enlarges one frame, off the event loop. `frame.data` is detached. Results may come in another order than the calls.
   * @throws UpreelError `ModelOutputInvalid` (NaN or not the promised shape), `DeviceOutOfMemory`
   */
  upscale(frame: Frame): Promise<UpscaledFrame>;
  /** Rejects frames that wait with `Cancelled`; those running end. Idempotent. */
  close(): void;
}

/** Loads models once and keeps them. */
export interface UpscalerProvider {
  /** @throws UpreelError `ModelUnavailable` when the model, its file or the precision cannot be had here. */
  load(request: UpscalerRequest): Promise<Upscaler>;
  /** Ends every session; calls that wait, and later ones, are rejected with `Unavailable`. */
  close(): Promise<void>;
}
