import { makeClip, probeJson, streamsOf } from '../../adapters/ffmpeg/clips.js';
import type { GivenOptions } from '../../../src/contracts/job-options.js';
import { thumbnail } from './file-facts.js';
import { jobRig } from './job-rig.js';

jest.setTimeout(120_000);

const rig = jobRig();

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
/** Four quarters of four colours: every turn and mirror image differs. */
const QUARTERS =
  'color=red:s=64x48:r=25,drawbox=x=32:y=0:w=32:h=24:color=lime:t=fill,drawbox=x=0:y=24:w=32:h=24:color=blue:t=fill,drawbox=x=32:y=24:w=32:h=24:color=white:t=fill';

function expectAlike(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(value - (actual[index] ?? 0))).toBeLessThanOrEqual(tolerance);
  });
}

describe('rotation', () => {
  it.each([90, 180, 270])('turns the picture by %i° and drops the tag', async (degrees) => {
    makeClip('-f', 'lavfi', '-i', QUARTERS, '-frames:v', '3', ...X264, '-pix_fmt', 'yuv420p', rig.at('flat.mp4'));
    const path = rig.at('turned.mp4');
    makeClip('-i', rig.at('flat.mp4'), '-c', 'copy', '-metadata:s:v', `rotate=${degrees}`, path);
    const { path: result } = await rig.run(path);
    const [stream] = streamsOf(result);
    expect(stream).toMatchObject(degrees === 180 ? { width: 256, height: 192 } : { width: 192, height: 256 });
    expect(stream).not.toHaveProperty('side_data_list');
    expect(stream?.tags).not.toHaveProperty('rotate');
    // What a player makes of the tagged source is what the untagged result shows.
    expectAlike(thumbnail(result, 2, 2), thumbnail(path, 2, 2), 6);
  });
});

describe('shape of samples', () => {
  it('keeps 720×576 with 16:11 samples at its shape on screen', async () => {
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=720x576:r=25,setsar=16/11',
      '-frames:v',
      '3',
      '-c:v',
      'libx264',
      rig.at('pal.mkv'),
    );
    const { path: result } = await rig.run(rig.at('pal.mkv'), { given: { scale: 2 } });
    expect(streamsOf(result)[0]).toMatchObject({
      width: 1440,
      height: 1152,
      sample_aspect_ratio: '16:11',
      display_aspect_ratio: '20:11',
    });
  });

  it('turns the shape of samples with the picture', async () => {
    makeClip('-f', 'lavfi', '-i', `${QUARTERS},setsar=4/3`, '-frames:v', '2', ...X264, rig.at('flat.mp4'));
    makeClip('-i', rig.at('flat.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', rig.at('turned.mp4'));
    const { path: result } = await rig.run(rig.at('turned.mp4'));
    expect(streamsOf(result)[0]).toMatchObject({ width: 192, height: 256, sample_aspect_ratio: '3:4' });
  });

  it('keeps the display shape to a fraction of a percent where the size is rounded', async () => {
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=106x62:r=25,scale=53:31,setsar=16/11,format=yuv444p',
      '-frames:v',
      '2',
      ...X264,
      rig.at('odd.mkv'),
    );
    const { path: result } = await rig.run(rig.at('odd.mkv'), { given: { scale: 3 } });
    const [stream] = streamsOf(result);
    const [num = 0, den = 1] = String(stream?.sample_aspect_ratio).split(':').map(Number);
    const shape = (Number(stream?.width) / Number(stream?.height)) * (num / den);
    expect(shape / ((53 / 31) * (16 / 11))).toBeCloseTo(1, 1);
  });
});

describe('sizes', () => {
  const cases: readonly (readonly [string, GivenOptions, number, number])[] = [
    ['853x481', { scale: 2 }, 1706, 962],
    ['853x481', { scale: 3 }, 2560, 1444],
    ['853x481', { height: 1080 }, 1916, 1080],
    ['53x31', { scale: 3 }, 160, 94],
    ['53x31', { height: 101 }, 172, 102],
    ['51x33', {}, 204, 132],
    ['1920x1080', { scale: 2, codec: 'h264' }, 3840, 2160],
    ['100x62', { scale: 2 }, 200, 124],
    ['16x16', {}, 64, 64],
  ];
  it.each(cases)('of %s with %j end in what the codec takes', async (size, given, width, height) => {
    const path = rig.at('odd.mkv');
    const tagged = ['-x264-params', 'colormatrix=smpte170m:colorprim=smpte170m:transfer=smpte170m'];
    makeClip('-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25,format=yuv444p`, '-frames:v', '2', ...X264, ...tagged, path);
    const { path: result } = await rig.run(path, { given });
    const { frames } = probeJson(result, '-select_streams', 'v:0', '-show_frames') as unknown as {
      readonly frames: readonly object[];
    };
    expect(frames).toHaveLength(2);
    const [stream] = streamsOf(result);
    expect(Math.abs(Number(stream?.width) - width)).toBeLessThanOrEqual(2);
    expect(Math.abs(Number(stream?.height) - height)).toBeLessThanOrEqual(1);
    expect(Number(stream?.width) % 2).toBe(0);
    expect(Number(stream?.height) % 2).toBe(0);
    expectAlike(thumbnail(result, 4, 4), thumbnail(path, 4, 4), 16);
  });
});
