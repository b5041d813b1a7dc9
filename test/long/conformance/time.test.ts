import { makeClip, streamsOf } from '../../adapters/ffmpeg/clips.js';
import {
  endOf,
  firstPacket,
  heardDigest,
  inTicksOf,
  packetClock,
  packetsDigest,
  brightness,
  shownTimes,
  startOf,
} from './file-facts.js';
import { jobRig } from './job-rig.js';

// An hour of frames takes a minute on two idle cores, and its time where they are shared.
jest.setTimeout(900_000);

const rig = jobRig();

const picture = (rate: string, size = '16x16'): string[] => ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}`];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];

/** Every frame of the source at its own time, by the result's packets and by decoding it. */
function expectSameTimes(source: string, result: string, { relative = false } = {}): void {
  const packets = packetClock(result);
  const wanted = inTicksOf(packets, shownTimes(source), relative);
  const shown = shownTimes(result);
  expect(packets.ticks.map((tick) => tick - (relative ? (packets.ticks[0] ?? 0) : 0))).toEqual(wanted);
  expect(shown.ticks).toEqual(packets.ticks);
}

/** A filter that gives frame N the tick that `expression` makes of N. */
function clock(expression: string, ticksASecond = 90_000): string[] {
  return [
    ...['-vf', `settb=1/${ticksASecond},setpts='${expression}'`, '-fps_mode', 'passthrough'],
    ...['-enc_time_base', `1:${ticksASecond}`, '-video_track_timescale', String(ticksASecond)],
  ];
}

describe('long clocks', () => {
  it('keeps an hour of frames at 24000/1001, each at its tick', async () => {
    const path = rig.at('hour.mp4');
    makeClip(...picture('24000/1001'), '-frames:v', '86314', ...X264, '-bf', '2', '-g', '240', path);
    const { path: result } = await rig.run(path, { batchFrames: 2_048, given: { scale: 2 } });
    const packets = packetClock(result);
    expect(packets).toMatchObject({ num: 1, den: 24_000 });
    expect(packets.ticks).toEqual(Array.from({ length: 86_314 }, (_, frame) => frame * 1001));
    expect(packetClock(path).ticks).toEqual(packets.ticks);
  });

  it('keeps 5,000 frames at 30000/1001 in batches of 32', async () => {
    const path = rig.at('ntsc.mkv');
    makeClip(...picture('30000/1001'), '-frames:v', '5000', ...X264, '-bf', '2', path);
    const { path: result } = await rig.run(path, { given: { scale: 2 } });
    expectSameTimes(path, result);
    expect(packetClock(result).ticks).toHaveLength(5_000);
  });

  it('keeps 5,000 frames at a variable rate in batches of 32', async () => {
    const path = rig.at('variable.mp4');
    const uneven = '3003*N+floor(1400*sin(N/7))+40*mod(N*N\\,17)';
    makeClip(...picture('30'), ...clock(uneven), '-frames:v', '5000', ...X264, path);
    const { path: result } = await rig.run(path, { given: { scale: 2 } });
    expectSameTimes(path, result);
    expect(
      new Set(packetClock(path).ticks.map((tick, frame, all) => tick - (all[frame - 1] ?? 0))).size,
    ).toBeGreaterThan(50);
    expect(packetClock(result).ticks).toHaveLength(5_000);
  });
});

describe('variable rates', () => {
  it('keeps the clock of a phone: 600 ticks a second, a frame lost here and there, light that slows it', async () => {
    const path = rig.at('phone.mp4');
    const phone = 'floor((N+floor(N/13)+if(gt(N\\,90)\\,N-90\\,0))*20.02)';
    makeClip(
      ...picture('30', '48x64'),
      ...SOUND,
      ...clock(phone, 600),
      '-frames:v',
      '150',
      '-t',
      '8',
      ...X264,
      '-c:a',
      'aac',
      path,
    );
    const { path: result } = await rig.run(path);
    expectSameTimes(path, result);
    expect(heardDigest(result, 'a:0')).toBe(heardDigest(path, 'a:0'));
  });

  it('keeps a screen recording that stands still for seconds', async () => {
    const path = rig.at('screen.mkv');
    makeClip(
      ...picture('60', '48x32'),
      ...clock('if(lt(N\\,40)\\,N*16\\,N*16+7345)', 1000),
      '-frames:v',
      '80',
      ...X264,
      path,
    );
    const { path: result } = await rig.run(path);
    expectSameTimes(path, result);
  });
});

describe('where picture and sound start', () => {
  it.each(['mp4', 'mkv', 'mov'])('keeps sound that starts 300 ms late and ends early: %s', async (extension) => {
    const path = rig.at(`late.${extension}`);
    makeClip(
      ...picture('25', '32x24'),
      '-itsoffset',
      '0.3',
      ...SOUND,
      '-filter_complex',
      '[1:a]atrim=end=2[a]',
      '-map',
      '0:v',
      '-map',
      '[a]',
      '-frames:v',
      '100',
      ...X264,
      '-bf',
      '2',
      '-c:a',
      'aac',
      path,
    );
    const { path: result } = await rig.run(path);
    expectSameTimes(path, result);
    for (const [where, name] of [
      [startOf, 'start'],
      [endOf, 'end'],
    ] as const) {
      const [before, after] = [path, result].map((file) => where(file, 'a:0') - startOf(file, 'v:0'));
      expect([name, after]).toEqual([name, expect.closeTo(before ?? 0, 2)]);
    }
    expect(startOf(result, 'a:0') - startOf(result, 'v:0')).toBeCloseTo(0.3, 1);
    expect(packetsDigest(result, 'a:0')).toBe(packetsDigest(path, 'a:0'));
    expect(endOf(result, 'a:0')).toBeLessThan(2.4);
  });

  it('keeps a picture that starts after the sound', async () => {
    const path = rig.at('late-picture.mp4');
    makeClip(
      ...SOUND,
      '-itsoffset',
      '0.48',
      ...picture('25', '32x24'),
      '-map',
      '1:v',
      '-map',
      '0:a',
      '-t',
      '2',
      ...X264,
      '-c:a',
      'aac',
      path,
    );
    const { path: result } = await rig.run(path);
    expectSameTimes(path, result);
    expect(startOf(result, 'v:0')).toBeCloseTo(startOf(path, 'v:0'), 3);
    expect(heardDigest(result, 'a:0')).toBe(heardDigest(path, 'a:0'));
  });

  it('plays what an edit list cuts off at the front as its source is played', async () => {
    makeClip(
      ...picture('25', '32x24'),
      ...SOUND,
      '-t',
      '4',
      ...X264,
      '-bf',
      '2',
      '-g',
      '50',
      '-c:a',
      'aac',
      rig.at('whole.mp4'),
    );
    const path = rig.at('edited.mp4');
    // Copying from between two key frames writes an edit list that hides the frames before the cut.
    makeClip('-ss', '0.6', '-i', rig.at('whole.mp4'), '-c', 'copy', path);
    const { path: result } = await rig.run(path);
    expectSameTimes(path, result);
    const shift = (file: string): number => startOf(file, 'a:0') - startOf(file, 'v:0');
    expect(shift(result)).toBeCloseTo(shift(path), 2);
  });

  it.each(['mkv', 'mp4'] as const)('keeps a clip whose sound begins before zero, in %s', async (container) => {
    const path = rig.at('negative.mkv');
    makeClip(
      ...picture('25', '32x24'),
      ...SOUND,
      '-t',
      '2',
      ...X264,
      '-bf',
      '2',
      '-c:a',
      'aac',
      '-avoid_negative_ts',
      'disabled',
      path,
    );
    expect(startOf(path, 'a:0')).toBeLessThan(0);
    const { path: result } = await rig.run(path, { given: { container } });
    // Matroska's muxer moves all that begins before zero to it, and the picture along.
    expectSameTimes(path, result, { relative: true });
    const shift = (file: string): number => firstPacket(file, 'a:0') - firstPacket(file, 'v:0');
    expect(shift(result)).toBeCloseTo(shift(path), 3);
    expect(packetsDigest(result, 'a:0')).toBe(packetsDigest(path, 'a:0'));
  });

  it.each(['ts', 'm2ts', 'mpg'])(
    'starts a free running clock at zero, picture and sound together: %s',
    async (extension) => {
      const path = rig.at(`free.${extension}`);
      makeClip(
        ...picture('25', '64x48'),
        '-itsoffset',
        '0.2',
        ...SOUND,
        '-t',
        '2',
        ...(extension === 'mpg' ? ['-c:v', 'mpeg2video', '-c:a', 'mp2'] : [...X264, '-bf', '2', '-c:a', 'ac3']),
        path,
      );
      const { path: result } = await rig.run(path);
      expectSameTimes(path, result, { relative: true });
      const shift = (file: string): number => startOf(file, 'a:0') - startOf(file, 'v:0');
      expect(shift(result)).toBeCloseTo(shift(path), 2);
      expect(Math.min(startOf(result, 'a:0'), startOf(result, 'v:0'))).toBeCloseTo(0, 2);
    },
  );
});

describe('counts of frames', () => {
  it.each([1, 31, 32, 33, 64, 65])('gives all of %i frames, the last one among them', async (frames) => {
    const path = rig.at('few.mp4');
    const marker = `drawbox=x=0:y=0:w=32:h=24:color=white:t=fill:enable=eq(n\\,${frames - 1})`;
    makeClip(
      '-f',
      'lavfi',
      '-i',
      `color=black:s=32x24:r=25,${marker}`,
      '-frames:v',
      String(frames),
      ...X264,
      '-bf',
      '2',
      path,
    );
    const { path: result } = await rig.run(path);
    const lit = brightness(result);
    expect(lit).toHaveLength(frames);
    expect(lit.at(-1)).toBeGreaterThan(200);
    expect(Math.max(0, ...lit.slice(0, -1))).toBeLessThan(40);
    expect(Number(streamsOf(result)[0]?.nb_frames)).toBe(frames);
  });
});
