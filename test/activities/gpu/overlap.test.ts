import { WORKER_SLOTS } from '../../../src/contracts/fleet.js';
import type { MediaTool } from '../../../src/ports/media-tool.js';
import type { Upscaler, UpscalerProvider } from '../../../src/ports/upscaler.js';
import { makeClip } from '../../adapters/ffmpeg/clips.js';
import { jobRig } from '../../long/conformance/job-rig.js';

const rig = jobRig();
const BATCH = 32;

function clip(frames: number): string {
  const path = rig.at('clip.mkv');
  makeClip('-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25', '-frames:v', String(frames), '-c:v', 'libx264', path);
  return path;
}

/** The rig's models, and every lane's frames pass a gate first. */
function behind(gate: (lane: number) => Promise<void>): UpscalerProvider {
  let lanes = 0;
  return {
    load: async (request) => {
      const upscaler = await rig.upscalers.load(request);
      const openLane: Upscaler['openLane'] = () => {
        const number = lanes++;
        const lane = upscaler.openLane();
        return {
          upscale: async (frame) => {
            await gate(number);
            return lane.upscale(frame);
          },
          close: () => {
            lane.close();
          },
        };
      };
      return { ...upscaler, openLane };
    },
    close: () => Promise.resolve(),
  };
}

test('the next batch is fetched and decoded while not one frame of the first has left the model', async () => {
  let secondIsHere: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    secondIsHere = resolve;
  });
  const upscalers = behind(async (lane) => {
    if (lane === 0) await second;
    else secondIsHere();
  });
  const run = await rig.start(clip(2 * BATCH), { upscalers });
  await run.extract();

  const batches = [0, BATCH].map((firstFrame) => run.upscaleBatch({ firstFrame, frameCount: BATCH }));

  expect(WORKER_SLOTS.gpu).toBe(batches.length);
  expect(await Promise.all(batches)).toMatchObject([{ skipped: false }, { skipped: false }]);
});

test('a batch is coded while it is still being decoded', async () => {
  const steps: string[] = [];
  const media: MediaTool = {
    ...rig.media,
    async *decode(...request) {
      for await (const frame of rig.media.decode(...request)) {
        steps.push('decoded');
        yield frame;
      }
    },
    encode: (...request) => {
      const sink = rig.media.encode(...request);
      return {
        ...sink,
        write: (frame) => {
          steps.push('coded');
          return sink.write(frame);
        },
      };
    },
  };
  const run = await rig.start(clip(BATCH), { media });
  await run.extract();

  await run.upscaleBatch({ firstFrame: 0, frameCount: BATCH });

  expect(steps.filter((step) => step === 'coded')).toHaveLength(BATCH);
  expect(steps.indexOf('coded')).toBeLessThanOrEqual(4);
});
