import fc from 'fast-check';

import { CorruptModelError } from '../../../../src/adapters/onnx/corrupt-model-error.js';
import { WeightReader } from '../../../../src/adapters/onnx/ncnn/weight-reader.js';

const FLOAT16_TAG = [0x47, 0x6b, 0x30, 0x01];

function floats(...values: number[]): number[] {
  return [...new Uint8Array(Float32Array.from(values).buffer)];
}

describe('WeightReader', () => {
  it('reads half floats, among them the smallest, the largest and a negative zero, and skips the padding', () => {
    const halves = [0x3c00, 0xc000, 0x0001, 0x7bff, 0x8000].flatMap((bits) => [bits & 255, bits >> 8]);
    const reader = new WeightReader(Uint8Array.from([...FLOAT16_TAG, ...halves, 0, 0, ...floats(7)]));

    expect([...reader.readTagged(5)]).toEqual([1, -2, 2 ** -24, 65_504, -0]);
    expect([...reader.readRaw(1)]).toEqual([7]);
    reader.assertEnd();
  });

  it('gives back any single-precision values, from a buffer that begins anywhere', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true }), fc.nat(9), (values, offset) => {
        const whole = Buffer.alloc(offset + 4 + values.byteLength);
        whole.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset + 4);

        expect([...new WeightReader(whole.subarray(offset)).readTagged(values.length)]).toEqual([...values]);
      }),
    );
  });

  it('refuses a tag it does not know', () => {
    const reader = new WeightReader(Uint8Array.from([0x38, 0x4b, 0x0d, 0x00, 1, 2, 3, 4]));

    expect(() => reader.readTagged(1)).toThrow(/byte 0 are tagged 0x000d4b38, neither fp16 nor fp32/);
  });

  it('says when the file ends too early or too late', () => {
    expect(() => new WeightReader(Uint8Array.from(floats(1))).readRaw(2)).toThrow(CorruptModelError);
    expect(() => {
      new WeightReader(Uint8Array.from(floats(1))).assertEnd();
    }).toThrow(/4 bytes of weights are left/);
  });
});
