import fc from 'fast-check';

import { CorruptModelError } from '../../../../src/adapters/onnx/corrupt-model-error.js';
import { parseParam } from '../../../../src/adapters/onnx/ncnn/parse-param.js';
import { srvggParam } from '../../../../src/adapters/onnx/ncnn/srvgg-param.js';

const TEXT = '7767517\n2 2\nInput data 0 1 data\nConvolution conv 1 1 data out 0=8 9=2 -23310=2,0.2,3\n';

describe('parseParam', () => {
  it('reads layers with their blobs, numbers and arrays', () => {
    expect(parseParam(TEXT)).toEqual([
      { type: 'Input', name: 'data', inputs: [], outputs: ['data'], scalars: new Map(), arrays: new Map() },
      {
        type: 'Convolution',
        name: 'conv',
        inputs: ['data'],
        outputs: ['out'],
        scalars: new Map([
          [0, 8],
          [9, 2],
        ]),
        arrays: new Map([[10, [0.2, 3]]]),
      },
    ]);
  });

  it('does not mind Windows line endings', () => {
    expect(parseParam(TEXT.replaceAll('\n', '\r\n'))).toEqual(parseParam(TEXT));
  });

  it.each([
    ['another kind of file', 'PK\u0003\u0004', /starts with 7767517/],
    ['missing layers', '7767517\n3 2\nInput data 0 1 data\n', /promises 3 layers and has 1/],
    ['missing blobs', '7767517\n1 1\nSplit split 1 2 data a\n', /fewer inputs and outputs/],
    ['a parameter without a value', '7767517\n1 1\nInput data 0 1 data 0=\n', /not key=value/],
    ['a number that is none', '7767517\n1 1\nInput data 0 1 data 0=x1\n', /"x1" where a number belongs/],
    ['a short array', '7767517\n1 1\nInput data 0 1 data -23301=2,1\n', /array of 2 and gives 1/],
    ['a count that is none', '7767517\n1 1\nInput data x 1 data\n', /"x" where a count belongs/],
  ])('refuses %s and says so', (_, text, message) => {
    expect(() => parseParam(text)).toThrow(CorruptModelError);
    expect(() => parseParam(text)).toThrow(message);
  });

  it('answers any cut or damaged text with layers or a CorruptModelError', () => {
    const whole = srvggParam({ features: 8, bodyConvolutions: 3, scale: 2 });
    const damaged = fc
      .tuple(fc.nat(whole.length), fc.nat(whole.length), fc.string({ maxLength: 8 }))
      .map(([from, to, put]) => whole.slice(0, from) + put + whole.slice(to));
    fc.assert(
      fc.property(damaged, (text) => {
        try {
          parseParam(text);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptModelError);
        }
      }),
    );
  });
});
