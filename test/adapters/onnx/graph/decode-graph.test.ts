import fc from 'fast-check';

import { CorruptModelError } from '../../../../src/adapters/onnx/corrupt-model-error.js';
import { decodeGraph } from '../../../../src/adapters/onnx/graph/decode-graph.js';
import { encodeGraph } from '../../../../src/adapters/onnx/graph/encode-graph.js';
import { type ModelGraph, float, int, ints, node, string } from '../../../../src/adapters/onnx/graph/model-graph.js';
import { ModelProto } from '../../../../src/adapters/onnx/graph/onnx-proto.js';
import { nearestNet } from '../../../support/nearest-model.js';

/** An operator that takes every kind of attribute is not needed to be one that exists. */
const EVERY_ATTRIBUTE: ModelGraph = {
  ...nearestNet(2),
  opset: 17,
  nodes: [
    node('Resize', ['in', '', 'scales'], 'larger', { mode: string('nearest'), cubic_coeff_a: float(-0.5) }),
    node('Transpose', ['larger'], 'turned', { perm: ints(0, 1, 3, 2) }),
    node('ConstantOfShape', ['turned'], 'filled', {
      value: { kind: 'tensor', value: { name: '', type: 'float32', dims: [1], data: new Uint8Array(4) } },
    }),
    node('Odd', ['filled'], 'out', {
      some: { kind: 'floats', value: [0.5, 2] },
      words: { kind: 'strings', value: ['a', 'b'] },
      last: int(-1),
    }),
  ],
};

/** A message as another program would write it. */
function written(change: (model: Record<string, unknown>, graph: Record<string, unknown[]>) => void): Uint8Array {
  const model = ModelProto.toObject(ModelProto.decode(encodeGraph(nearestNet(4))), { longs: Number });
  change(model, (model as { graph: Record<string, unknown[]> }).graph);
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}

describe('decodeGraph', () => {
  it('reads back what encodeGraph has written', () => {
    const decoded = decodeGraph(encodeGraph(EVERY_ATTRIBUTE));

    expect(decoded).toEqual({
      ...EVERY_ATTRIBUTE,
      initializers: EVERY_ATTRIBUTE.initializers.map((each) => ({ ...each, data: expect.anything() as unknown })),
      nodes: EVERY_ATTRIBUTE.nodes.map((each) => ({ ...each, attributes: expect.anything() as unknown })),
    });
    expect(Buffer.from(encodeGraph(decoded))).toEqual(Buffer.from(encodeGraph(EVERY_ATTRIBUTE)));
  });

  it('makes initializers of constants, and of weights that are not stored raw', () => {
    const bytes = written((_, graph) => {
      graph.initializer?.push(
        { name: 'listed', dims: [2], dataType: 1, floatData: [1.5, -2] },
        { name: 'counted', dims: [2], dataType: 7, int64Data: [3, -4] },
        { name: 'halves', dims: [1], dataType: 10, int32Data: [0x3c00] },
      );
      graph.node?.push({
        opType: 'Constant',
        output: ['fixed'],
        attribute: [{ name: 'value', type: 4, t: { dims: [1], dataType: 1, rawData: Uint8Array.of(0, 0, 128, 63) } }],
      });
    });

    const byName = new Map(decodeGraph(bytes).initializers.map((each) => [each.name, each]));

    expect(new Float32Array(Uint8Array.from(byName.get('listed')?.data ?? []).buffer)).toEqual(
      Float32Array.of(1.5, -2),
    );
    expect(new BigInt64Array(Uint8Array.from(byName.get('counted')?.data ?? []).buffer)).toEqual(
      BigInt64Array.of(3n, -4n),
    );
    expect([...(byName.get('halves')?.data ?? [])]).toEqual([0x00, 0x3c]);
    expect([...(byName.get('fixed')?.data ?? [])]).toEqual([0, 0, 128, 63]);
  });

  it.each([
    [
      'weights in another file',
      /weights scales lie in another file; save the model with its weights inside/,
      written((_, graph) => (graph.initializer = [{ name: 'scales', dims: [4], dataType: 1, dataLocation: 1 }])),
    ],
    [
      'a tensor cut short',
      /tensor scales has 4 bytes where 16 belong/,
      written(
        (_, graph) => (graph.initializer = [{ name: 'scales', dims: [4], dataType: 1, rawData: new Uint8Array(4) }]),
      ),
    ],
    [
      'operators of another domain',
      /uses FancyOp of the domain com\.example/,
      written((_, graph) => graph.node?.push({ opType: 'FancyOp', domain: 'com.example', output: ['x'] })),
    ],
    [
      'branches',
      /a node If has branches/,
      written((_, graph) =>
        graph.node?.push({ opType: 'If', output: ['x'], attribute: [{ name: 'then_branch', type: 5 }] }),
      ),
    ],
    [
      'an old operator set',
      /operators are of set 9; export it with opset 13 to 22/,
      written((model) => (model.opsetImport = [{ version: 9 }])),
    ],
    ['functions of its own', /defines functions/, written((model) => (model.functions = [new Uint8Array(1)]))],
    ['sparse weights', /sparse weights/, written((_, graph) => (graph.sparseInitializer = [new Uint8Array(1)]))],
    [
      'elements of a strange type',
      /in has elements of type 16/,
      written((_, graph) => (graph.input = [{ name: 'in', type: { tensorType: { elemType: 16 } } }])),
    ],
    ['no tensor at its end', /in is no tensor/, written((_, graph) => (graph.input = [{ name: 'in', type: {} }]))],
    ['nothing at all', /holds no graph/, new Uint8Array(0)],
  ])('refuses %s', (_, message, bytes) => {
    expect(() => decodeGraph(bytes)).toThrow(CorruptModelError);
    expect(() => decodeGraph(bytes)).toThrow(message);
  });

  it('answers any damage with a graph or a CorruptModelError', () => {
    const whole = encodeGraph(nearestNet(4));
    const damaged = fc.oneof(
      fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
      fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, value]) => whole.with(at, value)),
      fc.uint8Array({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(damaged, (bytes) => {
        try {
          decodeGraph(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptModelError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
