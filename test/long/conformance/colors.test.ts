import { makeClip, probeJson, streamsOf } from '../../adapters/ffmpeg/clips.js';
import { COLOR_SOURCES, tv } from './color-sources.js';
import { rawFrame } from './file-facts.js';
import { jobRig } from './job-rig.js';
import { type Coding, PATCHES, readPatches, writePatches } from './yuv-patches.js';

jest.setTimeout(120_000);

const rig = jobRig();

const X265 = ['-c:v', 'libx265', '-x265-params'];
const LAYOUTS = { '420': [2, 2], '422': [2, 1], '444': [1, 1], '440': [1, 2] } as const;

/** At most two of 255 off, by planes read as they are coded and the equations of the standards. */
function expectPatches(path: string, coding: Coding, expected: readonly (readonly number[])[] = PATCHES): void {
  const actual = readPatches(rawFrame(path), coding, 4);
  const distances = actual.map((color, patch) =>
    Math.max(...color.map((value, c) => Math.abs(value - (expected[patch]?.[c] ?? 0)))),
  );
  expect(Math.max(...distances)).toBeLessThanOrEqual(2);
}

describe('colours through the model that copies', () => {
  it.each(COLOR_SOURCES)('$name', async ({ pixelFormat, options, given, tags, file = 'a.mkv', ...coding }) => {
    const chroma = LAYOUTS[(/4\d\d/.exec(pixelFormat)?.[0] ?? '420') as keyof typeof LAYOUTS];
    const { width, height } = writePatches(rig.at('raw'), coding, { chroma });
    const path = rig.at(file);
    makeClip(
      '-f',
      'rawvideo',
      '-pixel_format',
      pixelFormat,
      '-video_size',
      `${width}x${height}`,
      '-i',
      rig.at('raw'),
      ...options,
      '-pix_fmt',
      pixelFormat,
      path,
    );
    const { path: result } = await rig.run(path, { given: { crf: 8, ...given } });
    const bits = coding.bits > 8 ? 10 : 8;
    expect(streamsOf(result)[0]).toMatchObject({
      color_space: coding.matrix,
      color_range: coding.range,
      pix_fmt: expect.stringMatching(bits === 10 ? /yuv420p10le/ : /yuvj?420p/) as string,
      ...tags,
    });
    expect(streamsOf(result)[0]).toHaveProperty('color_primaries');
    expect(streamsOf(result)[0]).toHaveProperty('color_transfer');
    expectPatches(result, { ...coding, bits });
  });

  it.each(['hd', 'sd'] as const)('RGB, coded by its own size: %s', async (size) => {
    const rgb = Buffer.alloc(PATCHES.length * 32 * 32 * 3);
    const width = PATCHES.length * 32;
    for (let pixel = 0; pixel < width * 32; pixel += 1)
      rgb.set(PATCHES[Math.floor((pixel % width) / 32)] ?? [0, 0, 0], pixel * 3);
    const path = rig.at('rgb.mkv');
    // In HD the patches stand in the corner of a black picture.
    const pad = size === 'hd' ? ['-vf', 'pad=1280:32'] : [];
    makeClip(
      '-f',
      'rawvideo',
      '-pixel_format',
      'rgb24',
      '-video_size',
      `${width}x32`,
      '-i',
      writeRaw(rgb),
      ...pad,
      '-c:v',
      'ffv1',
      '-pix_fmt',
      'bgr0',
      path,
    );
    const { path: result } = await rig.run(path, { given: { crf: 8 } });
    const matrix = size === 'hd' ? 'bt709' : 'smpte170m';
    expect(streamsOf(result)[0]).toMatchObject({ color_space: matrix, color_range: 'tv', pix_fmt: 'yuv420p' });
    if (size === 'sd') expectPatches(result, tv(matrix));
  });

  it('grey keeps its range', async () => {
    const raw = Buffer.alloc(
      320 * 32,
      Buffer.from(Array.from({ length: 320 }, (_, x) => Math.floor(x / 32) * 25 + 10)),
    );
    const path = rig.at('grey.mkv');
    makeClip(
      '-f',
      'rawvideo',
      '-pixel_format',
      'gray',
      '-video_size',
      '320x32',
      '-i',
      writeRaw(raw),
      '-c:v',
      'ffv1',
      '-pix_fmt',
      'gray',
      path,
    );
    const { path: result } = await rig.run(path, { given: { crf: 8 } });
    const greys = PATCHES.map((_, patch) => [patch * 25 + 10, patch * 25 + 10, patch * 25 + 10]);
    const range = streamsOf(result)[0]?.color_range as 'tv' | 'pc';
    expectPatches(result, { matrix: 'smpte170m', range, bits: 8 }, greys);
  });

  it('a large picture that names no matrix is BT.709, also when its result is small', async () => {
    const path = rig.at('hd.mkv');
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'color=red:s=1280x720:r=25',
      '-frames:v',
      '1',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      path,
    );
    const { path: result } = await rig.run(path, { given: { height: 480 } });
    expect(streamsOf(result)[0]).toMatchObject({
      height: 480,
      color_space: 'bt709',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
      color_range: 'tv',
    });
  });

  it('HDR10 keeps its mastering metadata', async () => {
    const path = rig.at('hdr.mkv');
    const metadata =
      'master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400';
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=64x48:r=25',
      '-frames:v',
      '3',
      ...X265,
      `log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1:${metadata}`,
      '-pix_fmt',
      'yuv420p10le',
      path,
    );
    const { path: result } = await rig.run(path);
    const sideData = (file: string): unknown =>
      (
        probeJson(
          file,
          '-select_streams',
          'v:0',
          '-show_frames',
          '-show_entries',
          'frame=side_data_list',
          '-read_intervals',
          '%+#1',
        ) as unknown as { readonly frames: readonly { readonly side_data_list: readonly Record<string, unknown>[] }[] }
      ).frames[0]?.side_data_list.filter(({ side_data_type: type }) => /Mastering|Content light/.test(String(type)));
    expect(sideData(result)).toHaveLength(2);
    expect(sideData(result)).toEqual(sideData(path));
  });

  it('transparency is refused and not lost', async () => {
    const path = rig.at('alpha.mov');
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'color=red@0.5:s=64x48:r=25,format=yuva444p10le',
      '-frames:v',
      '2',
      '-c:v',
      'prores_ks',
      '-profile:v',
      '4444',
      path,
    );
    await expect(rig.run(path)).rejects.toMatchObject({
      type: 'UnsupportedMedia',
      message: expect.stringContaining('transparency') as string,
    });
  });
});

function writeRaw(bytes: Buffer): string {
  return rig.write('raw', Buffer.concat([bytes, bytes]));
}
