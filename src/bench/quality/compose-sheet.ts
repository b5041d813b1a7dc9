import sharp, { type OverlayOptions } from 'sharp';

import type { QualityRow } from './measure-quality.js';

/** The part of each picture that is shown, and how much larger, by repeating pixels. */
const PART = { left: 250, top: 90, width: 140, height: 110 };
const ZOOM = 2;
const COLUMNS = 4;
const GAP = 8;
const LABEL_HEIGHT = 26;

/** The same part of the first frame as each method has made it, side by side, as a PNG. */
export async function composeSheet(rows: readonly QualityRow[], output: string): Promise<void> {
  const shown = rows.flatMap(({ picture, method }) => (picture === undefined ? [] : [{ picture, method }]));
  const cell = { width: PART.width * ZOOM, height: PART.height * ZOOM + LABEL_HEIGHT };
  const layers: OverlayOptions[] = [];
  for (const [index, { picture, method }] of shown.entries()) {
    const left = GAP + (index % COLUMNS) * (cell.width + GAP);
    const top = GAP + Math.floor(index / COLUMNS) * (cell.height + GAP);
    const { width, height, data } = picture;
    const part = await sharp(data, { raw: { width, height, channels: 3 } })
      .extract(PART)
      .png()
      .toBuffer();
    const large = await sharp(part)
      .resize({ width: cell.width, height: PART.height * ZOOM, kernel: 'nearest' })
      .png()
      .toBuffer();
    layers.push({ input: label(method, cell.width), left, top }, { input: large, left, top: top + LABEL_HEIGHT });
  }
  const size = {
    width: GAP + COLUMNS * (cell.width + GAP),
    height: GAP + Math.ceil(shown.length / COLUMNS) * (cell.height + GAP),
  };
  await sharp({ create: { ...size, channels: 3, background: '#181818' } })
    .composite(layers)
    .png({ palette: true, colours: 256, dither: 0.5 })
    .toFile(output);
}

function label(text: string, width: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${LABEL_HEIGHT}">` +
      `<text x="${width / 2}" y="18" text-anchor="middle" fill="#f0f0f0" ` +
      `font-family="DejaVu Sans, Arial, sans-serif" font-size="15">${text}</text></svg>`,
  );
}
