import { execFileSync } from 'node:child_process';
import { makeClip, packetTimes, streamsOf, TOOLS } from '../../adapters/ffmpeg/clips.js';
import { jobRig } from '../../long/conformance/job-rig.js';

const rig = jobRig();

const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];
/** Frame n is the grey 20 + n: 200 frames at 25 a second, with B-frames and a key frame every 48. */
const COUNTED = ['-f', 'lavfi', '-i', "nullsrc=s=32x24:r=25,geq=lum='20+N':cb=128:cr=128"];
const CODED = ['-t', '8', '-c:v', 'libx264', '-qp', '0', '-preset', 'fast', '-g', '48', '-pix_fmt', 'yuv420p'];

/** The frames that were upscaled, by the grey that tells them. */
function numbersOf(path: string): number[] {
  const average = ['-vf', 'format=gray,scale=1:1:flags=area', '-f', 'rawvideo', '-'];
  const greys = execFileSync(TOOLS.ffmpeg, ['-v', 'error', '-i', path, '-fps_mode', 'passthrough', ...average]);
  // ffmpeg gives greys in their full range.
  return [...greys].map((grey) => Math.round((grey * 219) / 255 + 16) - 20);
}

it.each(['mp4', 'mkv', 'ts'])(
  'of a %s takes the frames of its middle, without sound, from zero on',
  async (container) => {
    const clip = rig.at(`clip.${container}`);
    makeClip(...COUNTED, ...SOUND, ...CODED, '-c:a', 'aac', clip);

    const { report, path } = await rig.run(clip, { given: { preview: 40, crf: 0 }, batchFrames: 32 });

    expect(report.options.preview).toBe(40);
    expect(report.result.frames).toBe(40);
    expect(report.decisions[0]).toMatchObject({ about: 'preview' });
    expect(streamsOf(path).map(({ codec_type: type }) => type)).toEqual(['video']);
    const [first = NaN, ...numbers] = numbersOf(path);
    // Containers say the length to the end of the sound, which is some milliseconds later.
    expect(first).toBeGreaterThanOrEqual(80);
    expect(first).toBeLessThanOrEqual(81);
    expect([first, ...numbers]).toEqual(Array.from({ length: 40 }, (_, index) => first + index));
    expect(packetTimes(path, 'v:0')[0]).toBe(0);
  },
);
