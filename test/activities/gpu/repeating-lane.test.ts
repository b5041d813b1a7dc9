import { execFileSync } from 'node:child_process';
import { RepeatingLane } from '../../../src/activities/gpu/repeating-lane.js';
import type { Frame, UpscaledFrame, UpscalerLane, UpscalerProvider } from '../../../src/ports/upscaler.js';
import { makeClip, TOOLS } from '../../adapters/ffmpeg/clips.js';
import { jobRig } from '../../long/conformance/job-rig.js';

const rig = jobRig();

function frame(...samples: number[]): Frame {
  return { width: samples.length / 3, height: 1, data: new Uint8Array(samples) };
}

/** Takes frames away as a session does, and says how many. */
function countingLane(of: Pick<UpscaledFrame, 'repeatedTiles'> = {}) {
  const taken: number[][] = [];
  const lane: UpscalerLane = {
    upscale: (given) => {
      taken.push([...given.data]);
      const { data } = structuredClone(given, { transfer: [given.data.buffer] });
      return Promise.resolve({ width: given.width, height: given.height, data, likenessDb: 40, seconds: 0.1, ...of });
    },
    close: () => undefined,
  };
  return { lane, taken };
}

it('gives a frame the result of the one before it only when every sample is the same', async () => {
  const { lane, taken } = countingLane();
  const repeating = new RepeatingLane(lane);
  const frames = [frame(1, 2, 3), frame(1, 2, 3), frame(1, 2, 4), frame(1, 2, 3), frame(1, 2, 3)];

  const results = await Promise.all(frames.map((each) => repeating.upscale(each)));

  expect(results.map(({ data }) => [...data])).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 4],
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(taken).toEqual([
    [1, 2, 3],
    [1, 2, 4],
    [1, 2, 3],
  ]);
  expect(repeating.repeatedFrames).toBe(2);
});

it('counts the repeated tiles of the frames that were computed', async () => {
  const repeating = new RepeatingLane(countingLane({ repeatedTiles: 2 }).lane);

  for (const each of [frame(1, 2, 3), frame(1, 2, 3), frame(1, 2, 4)]) await repeating.upscale(each);

  expect(repeating).toMatchObject({ repeatedFrames: 1, repeatedTiles: 4 });
});

it('computes frames of another shape, also with the same samples', async () => {
  const { lane, taken } = countingLane();
  const repeating = new RepeatingLane(lane);

  await repeating.upscale(frame(7, 7, 7, 7, 7, 7));
  await repeating.upscale({ width: 1, height: 2, data: new Uint8Array([7, 7, 7, 7, 7, 7]) });

  expect(taken).toHaveLength(2);
  expect(repeating.repeatedFrames).toBe(0);
});

/** A provider that notes what it is given to compute. */
function counting(upscalers: UpscalerProvider) {
  const computed: Promise<UpscaledFrame>[] = [];
  const load: UpscalerProvider['load'] = async (request) => {
    const upscaler = await upscalers.load(request);
    const openLane = (): UpscalerLane => {
      const lane = upscaler.openLane();
      return {
        ...lane,
        upscale: (each) => {
          const result = lane.upscale(each);
          computed.push(result);
          return result;
        },
      };
    };
    return { ...upscaler, openLane };
  };
  return { upscalers: { load, close: () => Promise.resolve() }, computed };
}

it('a job computes a still picture once a batch, repeats it sample by sample, and counts the rest', async () => {
  const clip = rig.at('still.mkv');
  // Two pictures, twenty frames each.
  const pictures = ['-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=5/4'];
  makeClip(...pictures, '-vf', 'fps=25', '-frames:v', '40', '-c:v', 'ffv1', '-pix_fmt', 'yuv420p', clip);
  const { upscalers, computed } = counting(rig.upscalers);

  const { report, path } = await rig.run(clip, { upscalers, batchFrames: 32, given: { crf: 0 } });

  expect(computed).toHaveLength(3);
  expect(report.result).toMatchObject({ frames: 40, repeatedFrames: 37 });
  const made = hashesOf(path);
  expect(made).toEqual([...Array<unknown>(20).fill(made[0]), ...Array<unknown>(20).fill(made[20])]);
  expect(made[20]).not.toBe(made[0]);
});

function hashesOf(path: string): string[] {
  const lines = execFileSync(TOOLS.ffmpeg, ['-v', 'error', '-i', path, '-map', '0:v', '-f', 'framemd5', '-']);
  return lines
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}
