import { CATALOGUE } from '../../../../src/adapters/onnx/catalogue.js';
import { convertNcnn } from '../../../../src/adapters/onnx/ncnn/convert-ncnn.js';
import { parseParam } from '../../../../src/adapters/onnx/ncnn/parse-param.js';
import { rrdbParam } from '../../../../src/adapters/onnx/ncnn/rrdb-param.js';

/** Bytes of a `.bin` file with these layers: half weights behind a tag, padded to 4 bytes, then float biases. */
function weightBytes(param: string): number {
  return parseParam(param)
    .filter(({ type }) => type === 'Convolution')
    .reduce((sum, { scalars }) => {
      const [weights, biases] = [scalars.get(6) ?? 0, scalars.get(0) ?? 0];
      return sum + 4 + Math.ceil((weights * 2) / 4) * 4 + biases * 4;
    }, 0);
}

describe('rrdbParam', () => {
  it.each([
    ['realesrgan-x4plus', 23],
    ['realesrgan-x4plus-anime', 6],
  ] as const)('has as many weights as the file of %s', (id, blocks) => {
    const param = rrdbParam({ features: 64, growth: 32, blocks });

    expect(weightBytes(param)).toBe(CATALOGUE[id].files.weights.sizeBytes);
  });

  it('is a net from one picture to one four times as large', () => {
    const param = rrdbParam({ features: 8, growth: 4, blocks: 2 });

    const net = convertNcnn({ name: 'small', param, bin: new Uint8Array(weightBytes(param)).map(zeroWeights(param)) });

    expect(net.inputs).toHaveLength(1);
    expect(net.outputs).toHaveLength(1);
    expect(net.nodes.filter(({ op }) => op === 'Resize')).toHaveLength(2);
  });
});

/** All weights zero, each block of them with the tag of float halves. */
function zeroWeights(param: string): (value: number, index: number) => number {
  const tags = new Set<number>();
  let offset = 0;
  for (const { type, scalars } of parseParam(param)) {
    if (type !== 'Convolution') continue;
    tags.add(offset);
    offset += 4 + Math.ceil(((scalars.get(6) ?? 0) * 2) / 4) * 4 + (scalars.get(0) ?? 0) * 4;
  }
  const tag = [0x47, 0x6b, 0x30, 0x01];
  return (_, index) => {
    const start = [0, 1, 2, 3].find((back) => tags.has(index - back));
    return start === undefined ? 0 : (tag[start] ?? 0);
  };
}
