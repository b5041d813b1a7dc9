import sharp from 'sharp';

/** Wide enough to see detail side by side, small enough for a page. */
const PANEL_MAX_WIDTH = 960;
const GAP = 4;

/** Left the source's frame enlarged by a bicubic filter, right the result's; both at the result's size or the panel's. */
export async function composeComparison(before: Uint8Array, after: Uint8Array): Promise<Uint8Array> {
  const result = sharp(after);
  const { width: fullWidth, height: fullHeight } = await result.metadata();
  const width = Math.min(PANEL_MAX_WIDTH, fullWidth);
  const height = Math.max(1, Math.round((fullHeight * width) / fullWidth));
  const enlarged = await sharp(before).resize(fullWidth, fullHeight, { kernel: 'cubic', fit: 'fill' }).png().toBuffer();
  const [left, right] = await Promise.all(
    [enlarged, after].map((panel) =>
      sharp(panel).resize(width, height, { fit: 'fill' }).toColourspace('srgb').png().toBuffer(),
    ),
  );
  return sharp({ create: { width: 2 * width + GAP, height, channels: 3, background: 'white' } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: width + GAP, top: 0 },
    ])
    .removeAlpha()
    .png()
    .toBuffer();
}
