import { checkPicture } from '../../../../src/adapters/onnx/session/check-picture.js';

const BLACK = new Uint8Array(12);

describe('checkPicture', () => {
  it('refuses a frame of one colour for a source with a picture', () => {
    const source = Uint8Array.from([10, 10, 10, 10, 10, 60]);

    expect(() => {
      checkPicture(source, BLACK, 8);
    }).toThrow(/single colour/);
  });

  it.each([
    ['a source of one colour', Uint8Array.from([10, 90, 40, 10, 90, 40]), BLACK, 8],
    ['a source of barely visible noise', Uint8Array.from([0, 0, 0, 1, 2, 0]), BLACK, 8],
    ['noise of 16 bits', Uint16Array.from([0, 0, 0, 1000, 200, 0]), new Uint16Array(12), 16],
    ['a frame with a picture', Uint8Array.from([0, 0, 0, 99, 99, 99]), Uint8Array.from([0, 0, 0, 0, 0, 1]), 8],
  ] as const)('accepts %s', (_, source, output, bitDepth) => {
    expect(() => {
      checkPicture(source, output, bitDepth);
    }).not.toThrow();
  });
});
