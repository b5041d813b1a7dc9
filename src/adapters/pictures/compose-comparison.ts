import sharp, { type Sharp } from 'sharp';

/** Wide enough to see detail side by side, small enough for a page. */
const PANEL_MAX_WIDTH = 960;
const GAP = 4;

/** Left the source's frame enlarged by a bicubic filter, right the result's; both at the result's size or the panel's. */
export async function composeComparison(before: Uint8Array, after: Uint8Array): Promise<Uint8Array> {
  const { width: fullWidth, height: fullHeight } = await sharp(after).metadata();
  const width = Math.min(PANEL_MAX_WIDTH, fullWidth);
  const height = Math.max(1, Math.round((fullHeight * width) / fullWidth));
  const enlarged = await uncoded(sharp(before).resize(fullWidth, fullHeight, { kernel: 'cubic', fit: 'fill' }));
  const [left, right] = await Promise.all(
    [sharp(enlarged.input, enlarged), sharp(after)].map((panel) =>
      uncoded(panel.resize(width, height, { fit: 'fill' })),
    ),
  );
  return sharp({ create: { width: 2 * width + GAP, height, channels: 3, background: 'white' } })
    .composite([
      { ...left, left: 0, top: 0 },
      { ...right, left: width + GAP, top: 0 },
    ])
    .removeAlpha()
    .png()
    .toBuffer();
}

/** Samples of 8 bits as they are: coding what is decoded at once took longer than all the rest. */
async function uncoded(
  picture: Sharp,
): Promise<{ input: Buffer; raw: { width: number; height: number; channels: 3 } }> {
  const { data, info } = await picture.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: 3 } };
}
