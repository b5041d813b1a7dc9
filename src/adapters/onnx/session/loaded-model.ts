import { InferenceSession, Tensor } from 'onnxruntime-node';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { type Tile, planTiles } from '../../../domain/plan-tiles.js';
import { measureLikeness } from '../../../domain/measure-likeness.js';
import type { Frame, UpscaledFrame } from '../../../ports/upscaler.js';
import { MEAN_OUT, PICTURES_IN, PICTURES_OUT } from '../graph/add-integer-ends.js';
import { checkPicture } from './check-picture.js';
import { copyRectangle } from './copy-rectangle.js';
import type { SessionModel } from './session-messages.js';
import { sessionOptions } from './session-options.js';

type Samples = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** A graph in an ONNX Runtime session of this thread. `run` blocks the thread while it computes. */
export class LoadedModel {
  readonly #session: InferenceSession;
  readonly #model: Omit<SessionModel, 'graph'>;

  private constructor(session: InferenceSession, model: SessionModel) {
    this.#session = session;
    this.#model = model;
  }

  static async load(model: SessionModel): Promise<LoadedModel> {
    return new LoadedModel(await InferenceSession.create(model.graph, sessionOptions(model.threads)), model);
  }

  /**
   * The frame, enlarged in one piece or tile by tile.
   * @throws UpreelError `ModelOutputInvalid`
   */
  async enlarge({ width, height, data }: Frame): Promise<UpscaledFrame> {
    const { scale, receptiveFieldPx: halo, maxTilePixels, bitDepth } = this.#model;
    const tiles = planTiles({ width, height, halo, maxTilePixels });
    const enlarged =
      tiles.length === 1 ? await this.#run(data, width, height) : await this.#runTiles(tiles, { width, height, data });
    const source = this.#samples(data);
    const output = this.#samples(enlarged);
    checkPicture(source, output, bitDepth);
    const likenessDb = measureLikeness({ source, output, width, height, scale, peak: 2 ** bitDepth - 1 });
    return { width: width * scale, height: height * scale, data: enlarged, likenessDb };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }

  async #runTiles(tiles: readonly Tile[], frame: Frame): Promise<Uint8Array<ArrayBuffer>> {
    const { scale, bitDepth } = this.#model;
    const pixelBytes = (3 * bitDepth) / 8;
    const rowBytes = frame.width * pixelBytes;
    const enlarged = new Uint8Array(frame.height * rowBytes * scale * scale);
    for (const { source, core } of tiles) {
      const part = new Uint8Array(source.width * source.height * pixelBytes);
      const whole = { data: frame.data, rowBytes, left: source.left, top: source.top };
      copyRectangle(whole, { data: part, rowBytes: source.width * pixelBytes, left: 0, top: 0 }, source, pixelBytes);
      const result = await this.#run(part, source.width, source.height);
      copyRectangle(
        {
          data: result,
          rowBytes: source.width * pixelBytes * scale,
          left: (core.left - source.left) * scale,
          top: (core.top - source.top) * scale,
        },
        { data: enlarged, rowBytes: rowBytes * scale, left: core.left * scale, top: core.top * scale },
        { width: core.width * scale, height: core.height * scale },
        pixelBytes,
      );
    }
    return enlarged;
  }

  async #run(data: Uint8Array<ArrayBuffer>, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
    const { bitDepth, scale } = this.#model;
    const samples = this.#samples(data);
    const tensor = new Tensor(bitDepth === 8 ? 'uint8' : 'uint16', samples, [1, height, width, 3]);
    const outputs = await this.#session.run({ [PICTURES_IN]: tensor });
    const mean = outputs[MEAN_OUT]?.data[0];
    if (typeof mean !== 'number' || !Number.isFinite(mean))
      throw new UpreelError(
        FailureType.ModelOutputInvalid,
        'The model gave values that are not numbers (NaN or infinite). Another precision may do better.',
      );
    const pictures = outputs[PICTURES_OUT];
    const expected = [1, height * scale, width * scale, 3];
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

function isIntegers(data: unknown): data is Samples {
  return data instanceof Uint8Array || data instanceof Uint16Array;
}
