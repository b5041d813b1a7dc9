import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { GivenOptions } from '../../../src/contracts/job-options.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, probeJson, TOOLS } from './clips.js';
import { runJob } from './run-job.js';

jest.setTimeout(60_000);

const directory = temporaryDirectory();

const PATCHES = [
  [200, 30, 30],
  [30, 200, 30],
  [30, 30, 200],
  [220, 200, 40],
  [128, 128, 128],
  [16, 16, 16],
  [240, 240, 240],
  [40, 180, 190],
] as const;
const PATCH = 16;

interface Source {
  readonly name: string;
  /** How the patches are converted into the file. */
  readonly matrix: string;
  readonly range: 'tv' | 'pc';
  readonly pixelFormat: string;
  readonly options: readonly string[];
  readonly given?: GivenOptions;
}

const x264 = (tags: string): string[] => ['-c:v', 'libx264', '-qp', '0', '-x264-params', tags];

/** Colour of a file's first frame in the middle of each patch, converted by the file's own tags. */
function patchesOf(path: string, matrix: string, range: string, scale: number): number[][] {
  const width = PATCHES.length * PATCH * scale;
  const height = PATCH * scale;
  const raw = execFileSync(
    TOOLS.ffmpeg,
    [
      ...['-v', 'error', '-i', path, '-map', '0:v:0', '-frames:v', '1'],
      ...['-vf', `scale=in_color_matrix=${matrix}:in_range=${range}:out_range=pc:flags=accurate_rnd+full_chroma_int`],
      ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    ],
    { maxBuffer: width * height * 4 },
  );
  return PATCHES.map((_, patch) => {
    const pixel = (Math.floor(height / 2) * width + (patch + 0.5) * PATCH * scale) * 3;
    return [...raw.subarray(pixel, pixel + 3)];
  });
}

function makePatches(path: string, { matrix, range, pixelFormat, options }: Source): void {
  const inputs = PATCHES.flatMap(([r, g, b]) => {
    const color = [r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('');
    return ['-f', 'lavfi', '-i', `color=0x${color}:s=${PATCH}x${PATCH}:r=25,format=gbrp`];
  });
  const stack = `hstack=inputs=${PATCHES.length},scale=out_color_matrix=${matrix}:out_range=${range}:flags=accurate_rnd+full_chroma_int,format=${pixelFormat}`;
  makeClip(...inputs, '-filter_complex', stack, '-frames:v', '3', ...options, path);
}

describe('colours of the result', () => {
  const sources: readonly Source[] = [
    {
      name: 'BT.601, tagged',
      matrix: 'smpte170m',
      range: 'tv',
      pixelFormat: 'yuv420p',
      options: x264('colormatrix=smpte170m:range=tv'),
    },
    { name: 'SD without tags', matrix: 'smpte170m', range: 'tv', pixelFormat: 'yuv420p', options: x264('ref=1') },
    {
      name: 'BT.709, tagged',
      matrix: 'bt709',
      range: 'tv',
      pixelFormat: 'yuv420p',
      options: x264('colormatrix=bt709:colorprim=bt709:transfer=bt709'),
    },
    {
      name: 'full range BT.601',
      matrix: 'smpte170m',
      range: 'pc',
      pixelFormat: 'yuvj420p',
      options: x264('colormatrix=smpte170m:fullrange=on'),
    },
    {
      name: 'full range BT.709',
      matrix: 'bt709',
      range: 'pc',
      pixelFormat: 'yuvj420p',
      options: x264('colormatrix=bt709:fullrange=on'),
    },
    { name: '4:4:4', matrix: 'bt709', range: 'tv', pixelFormat: 'yuv444p', options: x264('colormatrix=bt709') },
    {
      name: '4:2:2 of 10 bits',
      matrix: 'bt709',
      range: 'tv',
      pixelFormat: 'yuv422p10le',
      options: x264('colormatrix=bt709'),
    },
    {
      name: 'BT.2020 of 10 bits in HEVC',
      matrix: 'bt2020',
      range: 'tv',
      pixelFormat: 'yuv420p10le',
      options: x264('colormatrix=bt2020nc:colorprim=bt2020'),
      given: { codec: 'hevc' },
    },
    { name: 'RGB', matrix: 'smpte170m', range: 'pc', pixelFormat: 'bgr0', options: ['-c:v', 'ffv1'] },
  ];

  it.each(sources)('are within 2/255 of the source: $name', async (source) => {
    const path = join(directory.path, 'patches.mkv');
    makePatches(path, source);
    const { plan, output } = await runJob(path, directory.path, { crf: 4, ...source.given }, 32, 2);
    const swscaleMatrix = plan.picture.matrix.replace('bt2020nc', 'bt2020');
    const result = patchesOf(output, swscaleMatrix, plan.picture.range, 2);
    const worst = result.flat().map((value, index) => Math.abs(value - (PATCHES.flat()[index] ?? 0)));
    expect(Math.max(...worst)).toBeLessThanOrEqual(2);
    expect(probeJson(output, '-select_streams', 'v:0', '-show_streams').streams[0]).toMatchObject({
      color_space: plan.picture.matrix,
      color_range: plan.picture.range,
      color_primaries: plan.picture.primaries,
      color_transfer: plan.picture.transfer,
    });
  });
});
