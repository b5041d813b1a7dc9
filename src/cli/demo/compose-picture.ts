import sharp, { type OverlayOptions } from 'sharp';

import type { PictureSize } from './picture-filters.js';

interface Panel {
  readonly label: string;
  /** A PNG of the whole frame; all panels' are of one size. */
  readonly png: string;
}

export interface Crop extends PictureSize {
  readonly left: number;
  readonly top: number;
}

export interface Composition {
  readonly panels: readonly Panel[];
  readonly frame: PictureSize;
  /** The part that is shown large. */
  readonly crop: Crop;
  /** How many times larger, by repeating pixels, so that nothing is smoothed. */
  readonly zoom: number;
  readonly output: string;
}

const GAP = 12;
const LABEL_HEIGHT = 40;
const BACKGROUND = '#181818';

/** Panels side by side: above a part of the picture enlarged, below the whole frame. */
export async function composePicture({ panels, frame, crop, zoom, output }: Composition): Promise<void> {
  const large = { width: crop.width * zoom, height: crop.height * zoom };
  const whole = { width: large.width, height: Math.round((frame.height * large.width) / frame.width) };
  const layers: OverlayOptions[] = [];
  for (const [index, { label, png }] of panels.entries()) {
    const left = GAP + index * (large.width + GAP);
    const part = sharp(await sharp(png).extract(crop).png().toBuffer());
    layers.push(
      { input: labelOf(label, large.width), left, top: 0 },
      {
        input: await part
          .resize({ ...large, kernel: 'nearest' })
          .png()
          .toBuffer(),
        left,
        top: LABEL_HEIGHT,
      },
      {
        input: await sharp(png).resize(whole).png().toBuffer(),
        left,
        top: LABEL_HEIGHT + large.height + GAP,
      },
    );
  }
  await sharp({
    create: {
      width: GAP + panels.length * (large.width + GAP),
      height: LABEL_HEIGHT + large.height + GAP + whole.height + GAP,
      channels: 3,
      background: BACKGROUND,
    },
  })
    .composite(layers)
    .png()
    .toFile(output);
}

function labelOf(text: string, width: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${LABEL_HEIGHT}">` +
      `<text x="${width / 2}" y="27" text-anchor="middle" fill="#f0f0f0" ` +
      `font-family="DejaVu Sans, Arial, sans-serif" font-size="22">${escapeXml(text)}</text></svg>`,
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
