import { CorruptModelError } from '../corrupt-model-error.js';
import { halfToFloat } from '../graph/float16.js';

const TAG_BYTES = 4;
const TAG_FLOAT32 = 0;
const TAG_FLOAT16 = 0x0130_6b47;

/** Reads the blocks of an ncnn `.bin` file in the order of its layers. Every read past the end throws CorruptModelError. */
export class WeightReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Values behind a tag that says how they are stored: fp16 (padded to 4 bytes) or fp32. */
  readTagged(count: number): Float32Array {
    const tag = this.#view.getUint32(this.#take(TAG_BYTES), true);
    if (tag === TAG_FLOAT32) return this.readRaw(count);
    if (tag !== TAG_FLOAT16)
      throw new CorruptModelError(
        `the weights at byte ${this.#offset - TAG_BYTES} are tagged 0x${tag.toString(16).padStart(8, '0')}, neither fp16 nor fp32`,
      );
    const start = this.#take(Math.ceil(count / 2) * 4);
    return Float32Array.from({ length: count }, (_, index) =>
      halfToFloat(this.#view.getUint16(start + index * 2, true)),
    );
  }

  /** Values without a tag, fp32. */
  readRaw(count: number): Float32Array {
    const start = this.#take(count * 4);
    // Copied, because a float array must begin at a multiple of 4. Not slice(): on a Buffer that is no copy.
    return new Float32Array(new Uint8Array(this.#bytes.subarray(start, start + count * 4)).buffer);
  }

  /** The layers must use up the file exactly; anything else means layers and weights don't belong together. */
  assertEnd(): void {
    const left = this.#bytes.byteLength - this.#offset;
    if (left > 0) throw new CorruptModelError(`${left} bytes of weights are left when every layer has its own`);
  }

  #take(size: number): number {
    const start = this.#offset;
    if (start + size > this.#bytes.byteLength)
      throw new CorruptModelError(`the weights end at byte ${this.#bytes.byteLength}, in the middle of a layer`);
    this.#offset += size;
    return start;
  }
}
