import { InferenceSession, Tensor } from 'onnxruntime-node';

import { psnrDb } from '../../../domain/psnr.js';
import type { Frame } from '../../../ports/upscaler.js';
import { PICTURES_IN, PICTURES_OUT, addIntegerEnds } from '../graph/add-integer-ends.js';
import { decodeGraph } from '../graph/decode-graph.js';
import { encodeGraph } from '../graph/encode-graph.js';
import type { GraphNode, ModelGraph } from '../graph/model-graph.js';
import { quantizableConvolutions, quantizeInt8, tensorsToMeasure } from '../graph/quantize-int8.js';
import { rewritePrelu } from '../graph/rewrite-prelu.js';
import { sessionOptions } from '../session/session-options.js';
import { calibrationFrames } from './calibration-frames.js';
import { measureRanges } from './measure-ranges.js';

export interface QuantizedNet {
  readonly net: ModelGraph;
  /** Against the net in fp32: the calibration pictures' mean. */
  readonly psnrDb: number;
}

/** Nets of so many tensors are calibrated on smaller pictures: all tensors of a picture are in memory at once. */
const MANY_TENSORS = 250;
const SMALL_SIDE = 48;

/** A net that keeps this much with every convolution in int8 needs no slower form. */
const GOOD_DB = 38;

/** A float net in int8: its ranges measured, its loss measured. The same net always gives the same bytes. */
export async function quantizeNet(netBytes: Uint8Array, threads: number): Promise<QuantizedNet> {
  const net = rewritePrelu(decodeGraph(netBytes));
  const all = quantizableConvolutions(net);
  const tensors = tensorsToMeasure(all);
  const frames = calibrationFrames().map((frame) => cut(frame, sizeFor(net, tensors.length)));
  const ranges = await measureRanges(net, tensors, frames, threads);
  const exact = await run(net, frames, threads);
  const quantize = async (convolutions: readonly GraphNode[]): Promise<QuantizedNet> => {
    const quantized = quantizeInt8(net, convolutions, ranges);
    const rounded = await run(quantized, frames, threads);
    const figures = exact.map((frame, index) => psnrDb(frame, rounded[index] ?? [], 255));
    return { net: quantized, psnrDb: figures.reduce((sum, figure) => sum + figure, 0) / figures.length };
  };
  const fastest = await quantize(all);
  // Those of the rewritten PReLU: a fiftieth of the work and, for a net that is deep, half of the loss.
  const wide = all.filter((each) => !isDepthwise(each));
  return fastest.psnrDb >= GOOD_DB || wide.length === all.length ? fastest : quantize(wide);
}

function isDepthwise({ attributes: { group } }: GraphNode): boolean {
  return group?.kind === 'int' && group.value > 1;
}

/** What the graph takes, if it takes one size only. */
function sizeFor(net: ModelGraph, tensors: number): { width: number; height: number } {
  const [, , height, width] = net.inputs[0]?.dims ?? [];
  if (typeof width === 'number' && typeof height === 'number') return { width, height };
  return tensors > MANY_TENSORS ? { width: SMALL_SIDE, height: SMALL_SIDE } : { width: Infinity, height: Infinity };
}

function cut(frame: Frame, size: { readonly width: number; readonly height: number }): Frame {
  const width = Math.min(size.width, frame.width);
  const height = Math.min(size.height, frame.height);
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = row * frame.width * 3;
    data.set(frame.data.subarray(start, start + width * 3), row * width * 3);
  }
  return { width, height, data };
}

/** The samples of each enlarged frame. */
async function run(net: ModelGraph, frames: readonly Frame[], threads: number): Promise<Uint8Array[]> {
  const session = await InferenceSession.create(encodeGraph(addIntegerEnds(net, 8)), sessionOptions(threads));
  try {
    const parts: Uint8Array[] = [];
    for (const { width, height, data } of frames) {
      const outputs = await session.run({ [PICTURES_IN]: new Tensor('uint8', data, [1, height, width, 3]) });
      const samples = outputs[PICTURES_OUT]?.data;
      if (!(samples instanceof Uint8Array)) throw new TypeError('the graph gives no pictures');
      parts.push(Uint8Array.from(samples));
    }
    return parts;
  } finally {
    await session.release();
  }
}
