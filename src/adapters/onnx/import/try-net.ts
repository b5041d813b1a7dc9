import { InferenceSession, Tensor } from 'onnxruntime-node';

import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { LIKENESS_LIMITS_DB } from '../../../domain/likeness-limits.js';
import { measureLikeness } from '../../../domain/measure-likeness.js';
import type { Frame } from '../../../ports/upscaler.js';
import { PICTURES_IN, PICTURES_OUT, addIntegerEnds } from '../graph/add-integer-ends.js';
import { encodeGraph } from '../graph/encode-graph.js';
import type { ModelGraph } from '../graph/model-graph.js';
import { sessionOptions } from '../session/session-options.js';

const LARGEST_SCALE = 8;

/** A net in a session of its own, to find out what it does. */
export class NetOnTrial {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** @throws UpreelError `ModelUnavailable` when the runtime can't read it */
  static async load(net: ModelGraph): Promise<NetOnTrial> {
    try {
      return new NetOnTrial(await InferenceSession.create(encodeGraph(addIntegerEnds(net, 8)), sessionOptions(1)));
    } catch (error) {
      throw new UpreelError(FailureType.ModelUnavailable, `ONNX Runtime can't run the model: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /** @throws UpreelError `ModelUnavailable` when it fails at a picture of this size */
  async enlarge({ width, height, data }: Frame): Promise<Frame> {
    const picture = new Tensor('uint8', data, [1, height, width, 3]);
    const outputs = await this.#session.run({ [PICTURES_IN]: picture }, [PICTURES_OUT]).catch((error: unknown) => {
      throw new UpreelError(
        FailureType.ModelUnavailable,
        `The model fails at a test picture of ${width}×${height}: ${messageOf(error)}`,
        { cause: error },
      );
    });
    const enlarged = outputs[PICTURES_OUT];
    const [, outHeight = 0, outWidth = 0, channels] = enlarged?.dims ?? [];
    if (!(enlarged?.data instanceof Uint8Array) || channels !== 3)
      throw new UpreelError(
        FailureType.ModelUnavailable,
        `The model gives ${enlarged?.dims.join('×') ?? 'nothing'}, no RGB picture.`,
      );
    return { width: outWidth, height: outHeight, data: Uint8Array.from(enlarged.data) };
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

/**
 * How many times larger the model made a picture.
 * @throws UpreelError `ModelUnavailable` when that is no whole number from 2 on, the same in both directions
 */
export function scaleOf(source: Frame, enlarged: Frame): number {
  const scale = enlarged.width / source.width;
  if (Number.isInteger(scale) && scale >= 2 && scale <= LARGEST_SCALE && enlarged.height === source.height * scale)
    return scale;
  throw new UpreelError(
    FailureType.ModelUnavailable,
    `The model makes ${enlarged.width}×${enlarged.height} of ${source.width}×${source.height}: that is no enlargement ` +
      `by a whole number from 2 to ${LARGEST_SCALE}, the same in both directions.`,
  );
}

/** Whether the enlarged picture still is the source's, in dB, and whether that is enough. */
export function resemblance(source: Frame, enlarged: Frame, scale: number): { likenessDb: number; enough: boolean } {
  const likenessDb = measureLikeness({
    source: source.data,
    output: enlarged.data,
    width: source.width,
    height: source.height,
    scale,
    peak: 255,
  });
  return { likenessDb, enough: likenessDb >= LIKENESS_LIMITS_DB.failure };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
