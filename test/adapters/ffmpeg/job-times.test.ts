import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ticksOf } from '../../../src/domain/ticks-of.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, packetTimes, streamsOf, TOOLS } from './clips.js';
import { media, runJob } from './run-job.js';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const at = (name: string): string => join(directory.path, name);

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];

/** setpts expression of an uneven clock: `steps[n mod length]` ticks after the frame before. */
function uneven(steps: readonly number[]): string {
  const total = steps.reduce((sum, step) => sum + step, 0);
  const within = steps.map((_, index) => steps.slice(0, index).reduce((sum, step) => sum + step, 0));
  const table = within.map((ticks, index) => `eq(mod(N,${steps.length}),${index})*${ticks}`).join('+');
  return `settb=1/90000,setpts='126000+floor(N/${steps.length})*${total}+${table}'`;
}

describe('time', () => {
  it('keeps every frame of 30000/1001 at its tick through batches, and the sound in its place', async () => {
    const path = at('ntsc.mp4');
    makeClip(
      ...['-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=30000/1001', '-itsoffset', '0.3', ...SOUND],
      ...['-frames:v', '321', '-t', '11', ...X264, '-bf', '2', '-g', '50', '-c:a', 'aac', path],
    );
    const { plan, segments, output } = await runJob(path, directory.path, {}, 32, 2);
    expect(segments.map(({ frameCount }) => frameCount)).toEqual([...Array<number>(10).fill(32), 1]);
    expect(packetTimes(output, 'v:0')).toEqual(packetTimes(path, 'v:0'));
    expect(ticksOf(plan.timing, 0, 321)).toEqual(packetTimes(path, 'v:0'));
    expect(packetTimes(output, 'a:0')).toEqual(packetTimes(path, 'a:0'));
    expect((await media.inspect(output, {})).picture).toEqual({
      timeBase: { num: 1, den: 30_000 },
      ticks: packetTimes(path, 'v:0'),
    });
    expect(streamsOf(output)[1]?.start_time).toBe(streamsOf(path)[1]?.start_time);
  });

  it.each([
    ['a tick off now and then', [3003, 3004, 3003, 3002], 2],
    ['variable', [1500, 3003, 9000, 6006, 40, 3003, 27_000], 0],
  ])('keeps every tick of a clock that is %s', async (_, steps, bFrames) => {
    const path = at('uneven.mp4');
    const timing = ['-vf', uneven(steps), '-fps_mode', 'passthrough', '-enc_time_base', '1:90000'];
    makeClip(...PICTURE, ...timing, '-frames:v', '150', ...X264, '-bf', '2', '-video_track_timescale', '90000', path);
    const { plan, output } = await runJob(path, directory.path, {}, 32, 2);
    expect(packetTimes(output, 'v:0')).toEqual(packetTimes(path, 'v:0'));
    expect(plan.encoderArguments.join(' ')).toContain(`bframes=${bFrames}`);
    expect(streamsOf(output)[0]).toMatchObject({ time_base: '1/90000', start_pts: 126_000 });
  });

  it.each(['hevc', 'av1'] as const)('is as exact in %s', async (codec) => {
    const path = at('uneven.mp4');
    makeClip(
      ...PICTURE,
      '-vf',
      uneven([3003, 3004, 3003]),
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1:90000',
      '-frames:v',
      '70',
      ...X264,
      '-video_track_timescale',
      '90000',
      path,
    );
    const { output } = await runJob(path, directory.path, { codec }, 32, 4);
    expect(packetTimes(output, 'v:0')).toEqual(packetTimes(path, 'v:0'));
    expect(streamsOf(output)[0]?.codec_name).toBe(codec);
  });

  it.each([1, 31, 32, 33, 64])('keeps all of %i frames in batches of 32', async (frames) => {
    makeClip(...PICTURE, '-frames:v', String(frames), ...X264, at('few.mkv'));
    const { plan, output } = await runJob(at('few.mkv'), directory.path, {}, 32, 2);
    expect(plan.frameCount).toBe(frames);
    expect(packetTimes(output, 'v:0')).toHaveLength(frames);
  });

  it('begins a free running clock at zero, picture and sound alike', async () => {
    makeClip(...PICTURE, ...SOUND, '-t', '2', ...X264, '-bf', '2', '-c:a', 'aac', '-muxdelay', '3', at('clock.ts'));
    const { plan, output } = await runJob(at('clock.ts'), directory.path, {}, 32, 2);
    const [video, audio] = [packetTimes(at('clock.ts'), 'v:0'), packetTimes(at('clock.ts'), 'a:0')];
    const origin = Math.min(video[0] ?? 0, audio[0] ?? 0);
    expect(origin).toBeGreaterThan(90_000);
    expect(packetTimes(output, 'v:0')).toEqual(video.map((tick) => tick - origin));
    expect(plan.timing.firstTick).toBe(video[0]);
    expect(Number(streamsOf(output)[1]?.start_time)).toBeCloseTo(((audio[0] ?? 0) - origin) / 90_000, 2);
  });
});

describe('geometry', () => {
  it('turns the picture and drops the tag; keeps the shape of samples', async () => {
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'color=red:s=64x48:r=25,drawbox=x=0:y=0:w=64:h=24:color=blue:t=fill,setsar=16/11',
      '-frames:v',
      '3',
      '-c:v',
      'libx264',
      at('flat.mp4'),
    );
    makeClip('-i', at('flat.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', at('turned.mp4'));
    const { plan, output } = await runJob(at('turned.mp4'), directory.path, {}, 32, 2);
    const shown = (path: string, ...filter: string[]): Buffer =>
      execFileSync(TOOLS.ffmpeg, [
        '-v',
        'error',
        '-i',
        path,
        '-frames:v',
        '1',
        ...filter,
        '-pix_fmt',
        'rgb24',
        '-f',
        'rawvideo',
        '-',
      ]);
    // A player's own rotation of the source is what the result must look like without any.
    const expected = shown(at('turned.mp4'), '-vf', 'scale=6:8:flags=neighbor');
    const actual = shown(output, '-vf', 'scale=6:8:flags=neighbor');
    expect(plan.picture).toMatchObject({ width: 48, height: 64, sampleAspectRatio: { num: 11, den: 16 } });
    expected.forEach((value, index) => {
      expect(Math.abs(value - (actual[index] ?? 0))).toBeLessThan(60);
    });
    expect(streamsOf(output)[0]).toMatchObject({ width: 96, height: 128, sample_aspect_ratio: '11:16' });
    expect(streamsOf(output)[0]).not.toHaveProperty('side_data_list');
  });

  it.each([
    [{ scale: 4 }, 212, 124],
    [{ scale: 3 }, 160, 94],
    [{ scale: 2 }, 106, 62],
    [{ height: 100 }, 170, 100],
  ])('makes sizes that the codec takes of 53x31: %j', async (given, width, height) => {
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=106x62:r=25,scale=53:31,format=gbrp',
      '-frames:v',
      '2',
      '-c:v',
      'ffv1',
      at('odd.mkv'),
    );
    const { output } = await runJob(at('odd.mkv'), directory.path, given, 32, 4);
    expect(streamsOf(output)[0]).toMatchObject({ width, height, pix_fmt: 'yuv420p' });
  });
});
