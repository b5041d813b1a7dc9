import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { ffmpeg, makeClip } from '../../e2e/support/clips.js';

const PICTURES = join(import.meta.dirname, '../../../docs/pictures');

/** Path of a clip worth looking at: `npm run pictures` sets it, and the tests leave what the documentation shows. */
const clip = process.env.UPREEL_PICTURES_CLIP;

/** The page as it is now, in both colours. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (clip === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES, `page-${name}-${colorScheme}.png`) });
  }
}

/** A part of that clip, or without it one that costs nothing. */
export async function makeTourClip(directory: string, name: string): Promise<string> {
  if (clip === undefined) return makeClip(directory, { name, frames: 240 });
  const path = join(directory, name);
  await ffmpeg(['-ss', '1', '-i', clip, '-frames:v', '48', '-vf', 'scale=320:180', '-t', '1.92', path]);
  return path;
}
