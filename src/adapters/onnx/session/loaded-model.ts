import { InferenceSession, Tensor } from 'onnxruntime-node';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { measureLikeness } from '../../../domain/measure-likeness.js';
import type { Frame, UpscaledFrame } from '../../../ports/upscaler.js';
import { MEAN_OUT, PICTURES_IN, PICTURES_OUT } from '../graph/add-integer-ends.js';
import { checkPicture } from './check-picture.js';
import { compareWithReference } from './compare-with-reference.js';
import { enlargeBatch, type EnlargedFrame } from './enlarge-batch.js';
import { enlargeInTiles, type Enlarger } from './enlarge-in-tiles.js';
import type { Enlarged } from './session-thread.js';
import type { SessionModel } from './session-messages.js';
import { sessionOptions } from './session-options.js';
import { TileMemory } from './tile-memory.js';

type Samples = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

interface EnlargeOptions {
  readonly maxTilePixels: number;
  /** Called after each tile. */
  readonly onTile: () => void;
}

/** A graph in an ONNX Runtime session of this thread. `run` blocks the thread while it computes. */
export class LoadedModel {
  readonly #session: InferenceSession;
  readonly #model: Omit<SessionModel, 'graph'>;
  readonly #memory = new TileMemory();
  #size = '';

  private constructor(session: InferenceSession, model: SessionModel) {
    this.#session = session;
    this.#model = model;
  }

  static async load(model: SessionModel): Promise<LoadedModel> {
    return new LoadedModel(
      await InferenceSession.create(model.graph, sessionOptions(model.threads, model.device)),
      model,
    );
  }

  /**
   * Frames of one size, enlarged at once, in one piece or tile by tile; in smaller pieces where the device has too little
   * memory.
   * @throws UpreelError `ModelOutputInvalid`, `DeviceOutOfMemory`
   */
  async enlarge(frames: readonly Frame[], { maxTilePixels, onTile }: EnlargeOptions): Promise<Enlarged> {
    this.#forgetOtherSizes(frames);
    const beganMs = performance.now();
    const enlarger = { ...this.#enlarger(maxTilePixels, onTile), memory: this.#memory };
    const recalled = this.#memory.recalled;
    const enlarged = await enlargeBatch(frames, enlarger);
    const repeatedTiles = this.#memory.recalled - recalled;
    const seconds = (performance.now() - beganMs) / 1000 / frames.length;
    return {
      ...enlarged,
      frames: enlarged.frames.flatMap((made, index) => {
        const frame = frames[index];
        if (frame === undefined) return [];
        const repeated = index === 0 && repeatedTiles > 0 && { repeatedTiles };
        return [{ ...this.#checked(frame, made), seconds, ...repeated }];
      }),
    };
  }

  #forgetOtherSizes([frame]: readonly Frame[]): void {
    const size = `${frame?.width}×${frame?.height}`;
    if (size !== this.#size) this.#memory.clear();
    this.#size = size;
  }

  #checked(
    { width, height, data }: Frame,
    { data: enlarged, ...reduced }: EnlargedFrame,
  ): Omit<UpscaledFrame, 'seconds'> {
    const { scale, bitDepth } = this.#model;
    const source = this.#samples(data);
    const output = this.#samples(enlarged);
    checkPicture(source, output, bitDepth);
    const likenessDb = measureLikeness({ source, output, width, height, scale, peak: 2 ** bitDepth - 1 });
    return { width: width * scale, height: height * scale, data: enlarged, likenessDb, ...reduced };
  }

  /**
   * How near `enlarged`, which another graph of this model made of `source`, is to what this graph makes of it, in dB.
   * @throws UpreelError `ModelOutputInvalid`
   */
  async compare(source: Frame, enlarged: Frame): Promise<number> {
    const { scale, tiles, maxTilePixels, bitDepth } = this.#model;
    const enlarge = (part: Frame) => enlargeInTiles(part, this.#enlarger(maxTilePixels));
    return compareWithReference({ source, enlarged, scale, haloPx: tiles.haloPx, bitDepth, enlarge });
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  #enlarger(maxTilePixels: number, onTile: () => void = () => undefined): Enlarger {
    const { scale, tiles, bitDepth } = this.#model;
    return {
      scale,
      tiles,
      maxTilePixels,
      pixelBytes: (3 * bitDepth) / 8,
      run: async (tile, count) => {
        const enlarged = await this.#run(tile, count);
        onTile();
        return enlarged;
      },
    };
  }

  async #run({ data, width, height }: Frame, count = 1): Promise<Uint8Array<ArrayBuffer>> {
    const { bitDepth, scale } = this.#model;
    const samples = this.#samples(data);
    const tensor = new Tensor(bitDepth === 8 ? 'uint8' : 'uint16', samples, [count, height, width, 3]);
    const outputs = await this.#session.run({ [PICTURES_IN]: tensor });
    if (!areFinite(outputs[MEAN_OUT]?.data, count))
      throw new UpreelError(
        FailureType.ModelOutputInvalid,
        'The model gave values that are not numbers (NaN or infinite). Another precision may do better.',
      );
    const pictures = outputs[PICTURES_OUT];
    const expected = [count, height * scale, width * scale, 3];
    if (!isIntegers(pictures?.data) || pictures.dims.join() !== expected.join())
      throw new UpreelError(
        FailureType.ModelOutputInvalid,
        `The model gave ${pictures?.dims.join('×') ?? 'nothing'} where ${expected.join('×')} belongs.`,
      );
    const { buffer, byteOffset, byteLength } = pictures.data;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  #samples(data: Uint8Array<ArrayBuffer>): Samples {
    if (this.#model.bitDepth === 8) return data;
    const aligned = data.byteOffset % 2 === 0 ? data : new Uint8Array(data);
    return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
  }
}

function areFinite(means: unknown, count: number): boolean {
  return means instanceof Float32Array && means.length === count && means.every(Number.isFinite);
}

function isIntegers(data: unknown): data is Samples {
  return data instanceof Uint8Array || data instanceof Uint16Array;
}
