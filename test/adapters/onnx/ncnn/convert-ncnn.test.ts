import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { addIntegerEnds } from '../../../../src/adapters/onnx/graph/add-integer-ends.js';
import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import { convertNcnn } from '../../../../src/adapters/onnx/ncnn/convert-ncnn.js';
import { CorruptModelError } from '../../../../src/adapters/onnx/corrupt-model-error.js';
import { graphsOf } from '../../../support/nearest-model.js';
import { largestDifference, samplesOf, upscaleOnce } from '../../../support/test-upscaler.js';
import { readPicture, readReference } from '../read-fixture.js';

const param = readFileSync(join(__dirname, '../fixtures/every-layer.param'), 'utf8');
const bin = readFileSync(join(__dirname, '../fixtures/every-layer.bin'));

function convert(files: { readonly param?: string; readonly bin?: Uint8Array }) {
  return convertNcnn({ name: 'every-layer', param, bin, ...files });
}

describe('convertNcnn', () => {
  it('computes every layer as ncnn does', async () => {
    const net = convert({});
    const graphs = graphsOf((bitDepth) => encodeGraph(addIntegerEnds(net, bitDepth)), {
      scale: 2,
      tiles: { haloPx: 2 },
    });

    const frame = await upscaleOnce(graphs, await readPicture(16), 16);

    expect(largestDifference(samplesOf(frame, 16), await readReference('every-layer'))).toBeLessThanOrEqual(2);
  });

  it('refuses weights that end too early, wherever they end', () => {
    fc.assert(
      fc.property(fc.nat(bin.length - 1), (length) => {
        expect(() => convert({ bin: bin.subarray(0, length) })).toThrow(CorruptModelError);
      }),
    );
  });

  it('refuses weights that are left over', () => {
    expect(() => convert({ bin: Buffer.concat([bin, Buffer.alloc(4)]) })).toThrow(/4 bytes of weights are left/);
  });

  it('answers any change of a number in the layers with a graph or a CorruptModelError', () => {
    const changed = fc
      .tuple(fc.nat(param.length), fc.constantFrom('0', '1', '9', '-', '.', ' ', '\n', '=', 'data', 'e'))
      .map(([at, put]) => param.slice(0, at) + put + param.slice(at + 1));
    fc.assert(
      fc.property(changed, (text) => {
        try {
          convert({ param: text });
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptModelError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a layer it does not know', 'Swish ', 'Softmax ', /layer swish is a Softmax/],
    ['a blob before it is there', '1 1 d0 leaky', '1 1 nowhere leaky', /leaky \(Convolution\) uses nowhere before/],
    ['an output made twice', 'd3 d4', 'd3 d3', /makes d3, which is already there/],
    [
      'two outputs',
      '4 1 inverted nearest linear cubic output 0=1 -23301=4,0.1',
      '3 1 inverted nearest linear output 0=1 -23301=3',
      /2 outputs/,
    ],
    ['"same" padding', '4=1 5=1 6=189', '4=-233 5=1 6=189', /pads in a way/],
    ['a fixed size', '1=2.0 2=2.0', '3=64 4=64', /resizes in a way/],
  ])('refuses %s', (_, part, replacement, message) => {
    const text = param.replace(part, replacement);

    expect(() => convert({ param: text })).toThrow(message);
  });
});
