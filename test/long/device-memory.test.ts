import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '../support/temporary-directory.js';

jest.setTimeout(240_000);

const UPSCALE_FRAME = join(import.meta.dirname, 'support/upscale-frame.js');

/** A whole frame takes the session some 600 MB. */
const TOO_FEW_MEGABYTES = 400;

const directory = temporaryDirectory();

async function upscaleFrame(name: string, ...megabytes: number[]) {
  const output = join(directory.path, name);
  const { stdout } = await promisify(execFile)(process.execPath, [UPSCALE_FRAME, output, ...megabytes.map(String)]);
  const { reducedTilePixels } = JSON.parse(stdout) as { readonly reducedTilePixels: number | null };
  return { reducedTilePixels, picture: readFileSync(output) };
}

test('a process that gets no more memory makes the frame in smaller parts, and no sample differs by more than 1', async () => {
  const whole = await upscaleFrame('whole.raw');
  expect(whole.reducedTilePixels).toBeNull();

  const parts = await upscaleFrame('parts.raw', TOO_FEW_MEGABYTES);
  expect(parts.reducedTilePixels).toBeGreaterThan(0);
  let furthest = 0;
  for (const [index, sample] of parts.picture.entries()) {
    furthest = Math.max(furthest, Math.abs(sample - (whole.picture[index] ?? NaN)));
  }
  process.stdout.write(`parts of at most ${String(parts.reducedTilePixels)} pixels differ by ${furthest} of 255\n`);
  expect(parts.picture).toHaveLength(whole.picture.length);
  expect(furthest).toBeLessThanOrEqual(1);
});
