import { readFileSync } from 'node:fs';
import { makeClip, probeJson } from '../../adapters/ffmpeg/clips.js';
import { endOf, firstPacket, packetClock, packetsDigest } from './file-facts.js';
import { jobRig } from './job-rig.js';

jest.setTimeout(120_000);

const rig = jobRig();

/** Transport and program streams count 33 bits of 90,000 ticks a second, and then from zero again. */
const WRAP_SECONDS = 2 ** 33 / 90_000;

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=r=48000'];
const CODECS = {
  ts: ['-c:v', 'libx264', '-bf', '2', '-c:a', 'ac3'],
  mpg: ['-c:v', 'mpeg2video', '-bf', '2', '-c:a', 'mp2'],
};
type Kind = keyof typeof CODECS;

/** Two seconds whose clock begins at so many seconds. */
function makeAt(kind: Kind, name: string, seconds: number, late: readonly string[] = []): string {
  const clock = ['-output_ts_offset', seconds.toFixed(6), '-muxdelay', '0', '-muxpreload', '0'];
  makeClip(...PICTURE, ...late, ...SOUND, '-t', '2', ...CODECS[kind], ...clock, rig.at(name));
  return rig.at(name);
}

/** Recordings in one file, one behind the other. */
function joined(kind: Kind, ...starts: readonly number[]): string {
  const parts = starts.map((seconds) => readFileSync(makeAt(kind, `part.${kind}`, seconds)));
  return rig.write(`joined.${kind}`, Buffer.concat(parts));
}

interface Shown {
  readonly ticks: readonly number[];
  readonly sound: readonly [first: number, end: number];
  readonly digest: string;
}

function shown(path: string): Shown {
  const sound = [firstPacket(path, 'a:0'), endOf(path, 'a:0')] as const;
  return { ticks: packetClock(path).ticks, sound, digest: packetsDigest(path, 'a:0') };
}

describe('a clock that wraps', () => {
  it.each([
    ['ts', 'in the middle', 1],
    ['ts', 'between the beginnings of sound and picture', 0.1],
    ['ts', 'after the end', 30],
    ['mpg', 'in the middle', 1],
    ['mpg', 'after the end', 30],
  ] as const)('gives what one gives that does not: %s, %s', async (kind, _, before) => {
    const late = ['-itsoffset', '0.2'];
    // A whole number of the packets' ticks, so that both files differ in nothing else.
    const straight = await rig.run(makeAt(kind, `straight.${kind}`, 1_000, late));
    const wanted = shown(straight.path);
    const start = Math.round((WRAP_SECONDS - before) * 25) / 25 - WRAP_SECONDS;
    const wrapped = await rig.run(makeAt(kind, `wraps.${kind}`, WRAP_SECONDS + start, late));
    const found = shown(wrapped.path);
    expect(found.ticks).toEqual(wanted.ticks);
    expect(found.digest).toBe(wanted.digest);
    found.sound.forEach((seconds, index) => {
      expect(Math.abs(seconds - (wanted.sound[index] ?? 0))).toBeLessThan(0.0011);
    });
  });
});

describe('a clock that jumps', () => {
  it('ahead by a quarter of an hour is kept, and the report says where', async () => {
    const { path, report } = await rig.run(joined('mpg', 10, 900));
    const { num, ticks, den } = packetClock(path);
    expect((((ticks[50] ?? 0) - (ticks[49] ?? 0)) * num) / den).toBeCloseTo(888.04, 1);
    expect(report.decisions.filter(({ about }) => about === 'clock').map(({ decision }) => decision)).toContainEqual(
      expect.stringMatching(/jumps ahead .* at frame 50/),
    );
  });

  it.each([
    ['ts', 'back by half a minute', [1_000, 970]],
    ['mpg', 'back by half a minute', [1_000, 970]],
    ['ts', 'ahead by fourteen hours', [1_000, 51_000]],
    ['ts', 'back behind where it would have wrapped', [WRAP_SECONDS - 4, 50_000]],
  ] as const)('is refused as soon as extraction meets it: %s, %s', async (kind, _, starts) => {
    const job = await rig.start(joined(kind, ...starts));
    await job.probe();
    await expect(job.extract()).rejects.toMatchObject({
      type: 'UnsupportedMedia',
      message: expect.stringMatching(/clock jumps (?:back|ahead).*several recordings in one file/) as string,
    });
  });

  it('back to zero is refused before anything is decoded', async () => {
    const job = await rig.start(joined('ts', 1_000, 10));
    await expect(job.probe()).rejects.toMatchObject({
      type: 'SourceTooLarge',
      message: expect.stringContaining('several recordings in one file') as string,
    });
  });
});

/** Seconds from the first frame to where the container says that the picture ends. */
function lasting(path: string): number {
  const { num, den, ticks } = packetClock(path);
  const end = probeJson(path, '-show_format').format.duration;
  return Number(end) - ((ticks[0] ?? 0) * num) / den;
}

describe('the last frame', () => {
  const held = ['-bsf:v', 'setts=duration=if(eq(N\\,20)\\,round(0.7/TB)\\,DURATION)', '-c', 'copy'];

  it.each([
    ['mp4', 'mp4'],
    ['mp4', 'mkv'],
    ['mkv', 'mp4'],
    ['mkv', 'mkv'],
  ] as const)('is shown as long as in its source: %s into %s', async (extension, container) => {
    // Of the same kind: ffmpeg 5 counts what the filter sees as the muxer does.
    const even = rig.at(`even.${extension}`);
    makeClip(...PICTURE, '-frames:v', '21', '-c:v', 'libx264', '-bf', '0', even);
    const path = rig.at(`held.${extension}`);
    makeClip('-i', even, ...held, path);
    expect(lasting(path)).toBeCloseTo(1.5, 2);
    const { path: result, report } = await rig.run(path, { given: { container } });
    expect(lasting(result)).toBeCloseTo(1.5, 2);
    expect(report.result.durationSeconds).toBeCloseTo(1.5, 2);
  });

  it('of a GIF that holds it is held', async () => {
    const path = rig.at('held.gif');
    const uneven = "settb=1/100,setpts='N*8+floor(N/5)*12'";
    makeClip(...PICTURE, '-vf', uneven, '-fps_mode', 'passthrough', '-frames:v', '20', '-final_delay', '32', path);
    const { path: result } = await rig.run(path);
    expect(lasting(path)).toBeCloseTo(2.2, 2);
    expect(lasting(result)).toBeCloseTo(lasting(path), 2);
  });
});

describe('Opus', () => {
  it.each([
    ['ts', 'mp4'],
    ['ts', 'mkv'],
    ['mp4', 'mkv'],
    ['mp4', 'mp4'],
    ['mkv', 'mp4'],
  ] as const)('keeps its place against the picture: %s into %s', async (extension, container) => {
    const path = rig.at(`opus.${extension}`);
    makeClip(...PICTURE, ...SOUND, '-t', '2', '-c:v', 'libx264', '-c:a', 'libopus', path);
    const { path: result } = await rig.run(path, { given: { container } });
    for (const where of [firstPacket, endOf]) {
      const [before, after] = [path, result].map((file) => where(file, 'a:0') - firstPacket(file, 'v:0'));
      expect(Math.abs((after ?? 0) - (before ?? 0))).toBeLessThan(0.0145);
    }
  });
});
