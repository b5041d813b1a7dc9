import sharp from 'sharp';
import type { Frame } from '../../ports/upscaler.js';

/** Wide enough to see detail side by side, small enough for a page. */
const PANEL_MAX_WIDTH = 960;
const GAP = 4;

/** Left the source's frame enlarged by a bicubic filter, right the result's; both at the result's size or the panel's. */
export async function composeComparison(before: Frame, after: Frame): Promise<Uint8Array> {
  const width = Math.min(PANEL_MAX_WIDTH, after.width);
  const height = Math.max(1, Math.round((after.height * width) / after.width));
  const enlarged = await resize(before, { width: after.width, height: after.height, kernel: 'cubic' });
  const panels = [enlarged, after].map(async (panel) => samplesOf(await resize(panel, { width, height })));
  const [left, right] = await Promise.all(panels);
  return sharp({ create: { width: 2 * width + GAP, height, channels: 3, background: 'white' } })
    .composite([
      { ...left, left: 0, top: 0 },
      { ...right, left: width + GAP, top: 0 },
    ])
    .removeAlpha()
    .png()
    .toBuffer();
}

/** Samples as they are: coding what is decoded at once took longer than all the rest. */
async function resize(frame: Frame, size: { width: number; height: number; kernel?: 'cubic' }): Promise<Frame> {
  const { input, raw } = samplesOf(frame);
  const data = await sharp(input, { raw })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  return { data, width: size.width, height: size.height };
}

function samplesOf({ data, width, height }: Frame) {
  return {
    input: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    raw: { width, height, channels: 3 as const },
  };
}
