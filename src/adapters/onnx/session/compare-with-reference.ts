import type { Rectangle } from '../../../domain/plan-tiles.js';
import { psnrDb } from '../../../domain/psnr.js';
import type { Frame } from '../../../ports/upscaler.js';
import type { BitDepth } from '../graph/add-integer-ends.js';
import { copyRectangle } from './copy-rectangle.js';

/** Sides of the part of a frame that is computed a second time: a fraction of the frame's own cost at any size. */
const SAMPLE_SIDE_PX = 128;

interface Comparison {
  readonly source: Frame;
  /** What the graph under test made of it. */
  readonly enlarged: Frame;
  readonly scale: number;
  readonly haloPx: number;
  readonly bitDepth: BitDepth;
  /** Enlarges with the exact graph. */
  readonly enlarge: (part: Frame) => Promise<Uint8Array<ArrayBuffer>>;
}

/** How near an enlarged frame is to what fp32 makes of the same frame, in dB, measured on its middle. */
export async function compareWithReference(comparison: Comparison): Promise<number> {
  const { source, enlarged, scale, haloPx, bitDepth, enlarge } = comparison;
  const part = middle(source);
  const counts = withoutEdges(part, source, haloPx);
  const exact: Frame = {
    width: part.width * scale,
    height: part.height * scale,
    data: await enlarge(cut(source, part, bitDepth)),
  };
  const inPart = { ...counts, left: counts.left - part.left, top: counts.top - part.top };
  return psnrDb(
    samples(cut(enlarged, times(counts, scale), bitDepth), bitDepth),
    samples(cut(exact, times(inPart, scale), bitDepth), bitDepth),
    2 ** bitDepth - 1,
  );
}

function middle({ width, height }: Frame): Rectangle {
  const part = { width: Math.min(width, SAMPLE_SIDE_PX), height: Math.min(height, SAMPLE_SIDE_PX) };
  return { ...part, left: Math.floor((width - part.width) / 2), top: Math.floor((height - part.height) / 2) };
}

/** Near a cut the part comes out otherwise than in the whole frame, whatever the precision. */
function withoutEdges(part: Rectangle, { width, height }: Frame, haloPx: number): Rectangle {
  const across = part.width === width ? 0 : Math.min(haloPx, Math.floor(part.width / 3));
  const down = part.height === height ? 0 : Math.min(haloPx, Math.floor(part.height / 3));
  return {
    left: part.left + across,
    top: part.top + down,
    width: part.width - 2 * across,
    height: part.height - 2 * down,
  };
}

function times({ left, top, width, height }: Rectangle, scale: number): Rectangle {
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
}

function cut(frame: Frame, rectangle: Rectangle, bitDepth: BitDepth): Frame {
  const { left, top, width, height } = rectangle;
  const pixelBytes = (3 * bitDepth) / 8;
  const data = new Uint8Array(width * height * pixelBytes);
  copyRectangle(
    { data: frame.data, rowBytes: frame.width * pixelBytes, left, top },
    { data, rowBytes: width * pixelBytes, left: 0, top: 0 },
    rectangle,
    pixelBytes,
  );
  return { width, height, data };
}

/** The frame's own buffer begins with its samples, since `cut` made it. */
function samples({ data }: Frame, bitDepth: BitDepth): Uint8Array | Uint16Array {
  return bitDepth === 8 ? data : new Uint16Array(data.buffer);
}
