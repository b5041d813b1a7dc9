import { readFileSync } from 'node:fs';
import { makeClip, streamsOf } from '../../adapters/ffmpeg/clips.js';
import {
  brightness,
  type Clock,
  endOf,
  heardDigest,
  inTicksOf,
  packetClock,
  packetsDigest,
  shownTimes,
  startOf,
  thumbnail,
} from './file-facts.js';
import { jobRig } from './job-rig.js';

jest.setTimeout(120_000);

const rig = jobRig();

const FRAMES = 50;
/** Every frame has another brightness; the last one is white. */
const PICTURE = [
  '-f',
  'lavfi',
  '-i',
  `color=black:s=64x48:r=25,geq=lum='if(eq(N\\,${FRAMES - 1})\\,255\\,16+N*3)':cb=128:cr=128`,
];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=44100'];

interface Kind {
  readonly name: string;
  readonly file: string;
  readonly video: readonly string[];
  readonly audio?: readonly string[];
  /** Where the kind changes it. */
  readonly size?: string;
}

const KINDS: readonly Kind[] = [
  {
    name: 'WebM with VP9 and Opus, without a count of frames',
    file: 'a.webm',
    video: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'],
    audio: ['-c:a', 'libopus'],
  },
  {
    name: 'WebM with VP8 and Vorbis',
    file: 'a.webm',
    video: ['-c:v', 'libvpx', '-deadline', 'realtime'],
    audio: ['-c:a', 'libvorbis'],
  },
  {
    name: 'AVI with MPEG-4 and MP3',
    file: 'a.avi',
    video: ['-c:v', 'mpeg4', '-q:v', '2'],
    audio: ['-c:a', 'libmp3lame'],
  },
  {
    name: 'AVI with B-frames',
    file: 'a.avi',
    video: ['-c:v', 'mpeg4', '-q:v', '2', '-bf', '2'],
    audio: ['-c:a', 'ac3'],
  },
  {
    name: 'AVI with MJPEG and PCM',
    file: 'a.avi',
    video: ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p'],
    audio: ['-c:a', 'pcm_s16le'],
  },
  {
    name: 'AVI with HuffYUV',
    file: 'a.avi',
    video: ['-c:v', 'huffyuv', '-pix_fmt', 'yuv422p'],
    audio: ['-c:a', 'pcm_u8'],
  },
  {
    name: 'transport stream with H.264 and AAC',
    file: 'a.ts',
    video: ['-c:v', 'libx264', '-bf', '2'],
    audio: ['-c:a', 'aac'],
  },
  {
    name: 'transport stream with HEVC',
    file: 'a.ts',
    video: ['-c:v', 'libx265', '-x265-params', 'log-level=none'],
    audio: ['-c:a', 'eac3'],
  },
  { name: 'M2TS with MPEG-2', file: 'a.m2ts', video: ['-c:v', 'mpeg2video', '-q:v', '2'], audio: ['-c:a', 'ac3'] },
  {
    name: 'program stream',
    file: 'a.mpg',
    video: ['-c:v', 'mpeg2video', '-q:v', '2', '-bf', '2'],
    audio: ['-c:a', 'mp2'],
  },
  {
    name: 'DVD-like program stream',
    file: 'a.mpg',
    video: ['-c:v', 'mpeg2video', '-q:v', '2'],
    audio: ['-c:a', 'ac3', '-f', 'vob'],
  },
  { name: 'MPEG-1', file: 'a.mpeg', video: ['-c:v', 'mpeg1video', '-q:v', '2'], audio: ['-c:a', 'mp2'] },
  { name: '3GP', file: 'a.3gp', video: ['-c:v', 'libx264'], audio: ['-c:a', 'aac'] },
  {
    name: '3GP with H.263',
    file: 'a.3gp',
    video: ['-c:v', 'h263', '-s', '176x144', '-r', '30000/1001'],
    size: '176x144',
  },
  { name: 'WMV', file: 'a.wmv', video: ['-c:v', 'wmv2', '-q:v', '2'], audio: ['-c:a', 'wmav2'] },
  { name: 'FLV with H.264', file: 'a.flv', video: ['-c:v', 'libx264'], audio: ['-c:a', 'aac'] },
  { name: 'FLV with Sorenson', file: 'a.flv', video: ['-c:v', 'flv1', '-q:v', '2'], audio: ['-c:a', 'libmp3lame'] },
  { name: 'GIF', file: 'a.gif', video: [] },
  { name: 'Y4M', file: 'a.y4m', video: ['-pix_fmt', 'yuv420p'] },
  {
    name: 'Ogg Theora and Vorbis',
    file: 'a.ogv',
    video: ['-c:v', 'libtheora', '-q:v', '9'],
    audio: ['-c:a', 'libvorbis'],
  },
  {
    name: 'MXF',
    file: 'a.mxf',
    video: ['-c:v', 'mpeg2video', '-q:v', '2', '-bf', '2'],
    audio: ['-c:a', 'pcm_s16le', '-ar', '48000'],
  },
  {
    name: 'MXF with H.264',
    file: 'a.mxf',
    video: ['-c:v', 'libx264', '-bf', '2'],
    audio: ['-c:a', 'pcm_s24le', '-ar', '48000'],
  },
  { name: 'QuickTime with ProRes and PCM', file: 'a.mov', video: ['-c:v', 'prores_ks'], audio: ['-c:a', 'pcm_s24be'] },
  {
    name: 'QuickTime with MJPEG',
    file: 'a.mov',
    video: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj422p', '-q:v', '2'],
    audio: ['-c:a', 'alac'],
  },
  { name: 'QuickTime animation', file: 'a.mov', video: ['-c:v', 'qtrle', '-pix_fmt', 'rgb24'] },
  {
    name: 'MP4 with HEVC',
    file: 'a.mp4',
    video: ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-tag:v', 'hvc1'],
    audio: ['-c:a', 'aac'],
  },
  {
    name: 'MP4 with AV1',
    file: 'a.mp4',
    video: ['-c:v', 'libaom-av1', '-cpu-used', '8'],
    audio: ['-c:a', 'libopus', '-ar', '48000'],
  },
  {
    name: 'MP4 in fragments',
    file: 'a.mp4',
    video: ['-c:v', 'libx264', '-movflags', 'frag_keyframe+empty_moov', '-g', '10'],
    audio: ['-c:a', 'aac'],
  },
  { name: 'M4V with MPEG-4', file: 'a.m4v', video: ['-c:v', 'mpeg4', '-q:v', '2', '-f', 'mp4'] },
  {
    name: 'Matroska with FFV1 and TrueHD',
    file: 'a.mkv',
    video: ['-c:v', 'ffv1'],
    audio: ['-c:a', 'truehd', '-strict', '-2'],
  },
  {
    name: 'Matroska with DTS',
    file: 'a.mkv',
    video: ['-c:v', 'libx264', '-bf', '3'],
    audio: ['-c:a', 'dca', '-strict', '-2', '-ar', '48000'],
  },
  { name: 'Matroska with ALAC', file: 'a.mkv', video: ['-c:v', 'libx264'], audio: ['-c:a', 'alac'] },
  {
    name: 'open groups of pictures',
    file: 'a.mkv',
    video: ['-c:v', 'libx264', '-x264-params', 'open-gop=1:keyint=12:bframes=3:b-pyramid=2'],
  },
];

/** The stated rule for a clock that does not rise: the frame comes one tick after the one before it. */
function rising({ num, den, ticks }: Clock): Clock {
  const repaired: number[] = [];
  for (const tick of ticks) {
    const earliest = (repaired.at(-1) ?? Number.NEGATIVE_INFINITY) + 1;
    repaired.push(tick < earliest ? earliest : tick);
  }
  return { num, den, ticks: repaired };
}

/** Seconds from the first shown frame to where `where` says. */
function shift(where: typeof startOf, path: string): number {
  const { num, den, ticks } = shownTimes(path);
  const first = ticks[0] ?? 0;
  return where(path, 'a:0') - (Number.isNaN(first) ? startOf(path, 'v:0') : (first * num) / den);
}

describe('sources of other kinds', () => {
  it.each(KINDS)('$name', async ({ name, file, video, audio, size }) => {
    const path = rig.at(file);
    makeClip(...PICTURE, ...(audio === undefined ? [] : SOUND), '-t', '2', ...video, ...(audio ?? []), path);
    const { path: result, report } = await rig.run(path);
    const source = rising(shownTimes(path));
    const packets = packetClock(result);
    // Against the first frame: a free running clock starts anew.
    const first = packets.ticks[0] ?? 0;
    const wanted = inTicksOf(packets, source, true);
    expect(packets.ticks).toHaveLength(wanted.length);
    // Where the source's frame has no time of its own, any that fits in between will do.
    expect(packets.ticks.map((tick, frame) => (Number.isNaN(wanted[frame]) ? Number.NaN : tick - first))).toEqual(
      wanted,
    );
    expect(new Set(packets.ticks).size).toBe(wanted.length);
    const lit = brightness(result);
    expect(lit.length).toBe(wanted.length);
    expect(lit.at(-1)).toBeGreaterThan(200);
    const [width, height] = (size ?? '64x48').split('x').map(Number);
    expect(streamsOf(result)[0]).toMatchObject({
      codec_name: 'h264',
      width: (width ?? 0) * 4,
      height: (height ?? 0) * 4,
    });
    thumbnail(result, 2, 2, 20).forEach((value, index) => {
      expect(Math.abs(value - (thumbnail(path, 2, 2, 20)[index] ?? 0))).toBeLessThanOrEqual(8);
    });
    if (audio !== undefined) {
      const [decision] = report.streams.filter(({ type }) => type === 'audio');
      // Transport streams wrap every packet of AAC in a header; what is heard is the same.
      const digest = name.includes('stream with H.264 and AAC') ? heardDigest : packetsDigest;
      if (decision?.action === 'copy') expect(digest(result, 'a:0')).toBe(digest(path, 'a:0'));
      expect(Math.abs(shift(startOf, result) - shift(startOf, path))).toBeLessThan(0.03);
      expect(Math.abs(shift(endOf, result) - shift(endOf, path))).toBeLessThan(0.08);
    }
  });

  /** Two recordings in one file, with so many seconds from the beginning of one to that of the other. */
  function joined(seconds: number, sound: readonly string[]): string {
    const parts = ['0', String(seconds)].map((offset) => {
      const codecs = ['-c:v', 'libx264', '-bf', '2', '-c:a', 'ac3'];
      const clock = ['-output_ts_offset', offset, '-muxdelay', '0', '-muxpreload', '0'];
      makeClip(...PICTURE, ...sound, '-t', '2', ...codecs, ...clock, rig.at('part.ts'));
      return readFileSync(rig.at('part.ts'));
    });
    return rig.write('joined.ts', Buffer.concat(parts));
  }

  it.each([
    ['an hour on', 3_600, SOUND],
    ['where the other ended', 2, SOUND],
    ['an hour on, without sound', 3_600, []],
  ])('two recordings in one transport stream, the second %s', async (_, seconds, sound) => {
    const path = joined(seconds, sound);
    const { path: result } = await rig.run(path);
    const packets = packetClock(result);
    const first = packets.ticks[0] ?? 0;
    const wanted = inTicksOf(packets, rising(shownTimes(path)), true);
    expect(packets.ticks.map((tick) => tick - first)).toEqual(wanted);
    if (sound.length > 0) expect(packetsDigest(result, 'a:0')).toBe(packetsDigest(path, 'a:0'));
  });

  it.each([
    ['with sound', SOUND],
    ['without sound', []],
  ])('two recordings whose clock begins anew are refused while they are extracted, %s', async (_, sound) => {
    const job = await rig.start(joined(0.5, sound));
    await expect(job.extract()).rejects.toMatchObject({
      type: 'UnsupportedMedia',
      message: expect.stringContaining('several recordings in one file') as string,
    });
  });
});
