import { join } from 'node:path';
import type { PicturePlan } from '../../../src/contracts/checkpoints.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip } from './clips.js';
import { media } from './run-job.js';

jest.setTimeout(60_000);

const directory = temporaryDirectory();

const SIDE = 8;
/** The columns of a thumbnail, saturated enough to tell matrices apart. */
const COLUMNS = [
  [200, 30, 30],
  [30, 200, 30],
  [30, 30, 200],
  [220, 200, 40],
  [128, 128, 128],
  [40, 180, 190],
  [230, 60, 200],
  [16, 16, 16],
] as const;

const PLAN: PicturePlan = {
  ...{ deinterlace: false, rotation: 0, width: 0, height: 0, outputWidth: 0, outputHeight: 0, bitDepth: 8 },
  ...{
    segmentCodec: 'ffv1',
    segmentPixelFormat: 'yuv420p',
    outputPixelFormat: 'yuv420p',
    matrix: 'bt709',
    range: 'tv',
  },
  ...{ primaries: 'bt709', transfer: 'bt709', chromaLocation: 'left', sampleAspectRatio: { num: 1, den: 1 } },
};

function makeColumns(width: number, height: number): string {
  const path = join(directory.path, 'columns.nut');
  const inputs = COLUMNS.flatMap((color) => {
    const hex = color.map((value) => value.toString(16).padStart(2, '0')).join('');
    return ['-f', 'lavfi', '-i', `color=0x${hex}:s=${width / SIDE}x${height}:r=25,format=gbrp`];
  });
  const coded = 'hstack=inputs=8,scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=yuv420p';
  makeClip(...inputs, '-filter_complex', coded, '-frames:v', '2', '-c:v', 'ffv1', path);
  return path;
}

describe('thumbnails', () => {
  it.each([
    [64, 48],
    [1_920, 1_080],
    [16_384, 64],
    [64, 8_192],
  ] as const)('show the colours of the plan, whatever the size: %i × %i', async (width, height) => {
    const picture = { ...PLAN, width, height, outputWidth: width, outputHeight: height };
    const segment = makeColumns(width, height);
    const { coded, extracted } = await media.thumbnails({ picture, coded: segment, extracted: segment }, {});
    expect(coded).toHaveLength(2);
    expect(extracted).toHaveLength(2);
    for (const thumbnail of [...coded, ...(extracted ?? [])]) {
      expect(thumbnail).toHaveLength(SIDE * SIDE * 3);
      const wanted = Array.from({ length: SIDE }, () => COLUMNS).flat(2);
      const distances = wanted.map((value, index) => Math.abs(value - (thumbnail[index] ?? 0)));
      // At a size of 64 the chroma of a column's edges is a quarter of it.
      expect(Math.max(...distances)).toBeLessThanOrEqual(width === 64 ? 32 : 3);
    }
  });

  it('are of the coded segment alone where frames are kept as single files', async () => {
    const picture = { ...PLAN, width: 64, height: 48, outputWidth: 64, outputHeight: 48 };
    const { coded, extracted } = await media.thumbnails({ picture, coded: makeColumns(64, 48), extracted: null }, {});
    expect(coded).toHaveLength(2);
    expect(extracted).toBeNull();
  });
});
