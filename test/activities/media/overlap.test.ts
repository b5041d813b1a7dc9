import { readFileSync } from 'node:fs';
import type { SegmentsReady } from '../../../src/contracts/temporal-names.js';
import { planBatches } from '../../../src/domain/plan-batches.js';
import { draftKey } from '../../../src/contracts/object-keys.js';
import type { Extraction, MediaTool } from '../../../src/ports/media-tool.js';
import { makeClip } from '../../adapters/ffmpeg/clips.js';
import { jobRig, type JobRun } from '../../long/conformance/job-rig.js';

jest.setTimeout(60_000);

const rig = jobRig();
const BATCH = 32;

const CODED = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

function clip(frames: number, ...filter: string[]): string {
  const path = rig.at('clip.mkv');
  makeClip('-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=25', '-frames:v', String(frames), ...filter, ...CODED, path);
  return path;
}

/**
 * A small clip is cut before its first segment is stored. Here the tool ends when something has been told of, and knows at
 * each segment no more than the frame behind it.
 */
function slowed(media: MediaTool, firstTold: Promise<void>): MediaTool {
  return {
    ...media,
    async extract({ onSegment, ...request }, options) {
      const extraction = await media.extract(
        {
          ...request,
          onSegment: (segment, soFar) => {
            const known = segment.firstFrame + segment.frameCount + 1;
            onSegment(segment, () => upTo(soFar(), known));
          },
        },
        options,
      );
      await firstTold;
      return extraction;
    },
  };
}

function upTo(extraction: Extraction, frames: number): Extraction {
  const ticks = extraction.ticks.slice(0, frames);
  return { ...extraction, ticks, frameCount: ticks.length };
}

/** Extracts, upscaling early what is told of; which batches that were, and what each came to. */
async function extractWithBatches(path: string) {
  const told: SegmentsReady[] = [];
  let tell: () => void = () => undefined;
  const firstTold = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const early = new Map<number, ReturnType<JobRun['upscaleBatch']>>();
  const run: JobRun = await rig.start(path, {
    batchFrames: BATCH,
    media: slowed(rig.media, firstTold),
    signals: {
      segmentsReady: (_run, ready) => {
        told.push(ready);
        tell();
        for (const range of planBatches(ready.upTo, ready.batchFrames)) {
          if (!early.has(range.firstFrame)) early.set(range.firstFrame, run.upscaleBatch({ ...range, early: true }));
        }
        return Promise.resolve();
      },
    },
  });
  const extracted = await run.extract();
  return { run, told, extracted, early: await Promise.all(early.values()) };
}

test('batches made while frames are extracted are those that would be made afterwards', async () => {
  const path = clip(200);
  const { run, told, extracted, early } = await extractWithBatches(path);

  expect(told.length).toBeGreaterThan(0);
  for (const { upTo, batchFrames } of told)
    expect({ batchFrames, left: upTo % BATCH }).toEqual({ batchFrames: 32, left: 0 });
  expect(extracted.drafts?.frames).toBe(told.at(-1)?.upTo);
  expect(new Set(early.map(({ extractionId }) => extractionId))).toEqual(new Set([extracted.drafts?.extractionId]));
  expect(early.every(({ skipped }) => !skipped)).toBe(true);
  for (const range of planBatches(extracted.drafts?.frames ?? 0, BATCH)) {
    expect(await run.upscaleBatch(range)).toMatchObject({ skipped: true });
  }

  await run.upscale();
  const made = await run.published(await run.verify());
  const apart = await rig.run(path, { batchFrames: BATCH });
  expect(readFileSync(made.path).equals(readFileSync(apart.path))).toBe(true);
});

test('an attempt that finds extraction done says again which drafts came true', async () => {
  const { run, extracted } = await extractWithBatches(clip(200));
  expect(extracted.drafts).toBeDefined();
  expect(await run.extract()).toEqual(extracted);
});

test('where the video goes on unlike its beginning, early batches are made again', async () => {
  // One frame, near the end, is shown for half a second: then no batch has B-frames.
  const path = clip(200, '-vf', "setpts='if(gt(N,190),PTS+0.5/TB,PTS)'", '-fps_mode', 'passthrough');
  const { run, told, extracted, early } = await extractWithBatches(path);

  expect(told.length).toBeGreaterThan(0);
  expect(extracted.drafts?.frames).toBe(0);
  expect(early[0]).toMatchObject({ skipped: false });
  expect(await run.upscaleBatch({ firstFrame: 0, frameCount: BATCH })).toMatchObject({ skipped: false });
  await run.upscale();
  await expect(run.verify()).resolves.toBeDefined();
});

test('a batch without a draft of just its frames makes nothing and fails nothing', async () => {
  const { run } = await extractWithBatches(clip(200));
  expect(run.store.keys()).toContain(`processed/${draftKey(run.job.jobId, 0)}`);
  expect(await run.upscaleBatch({ firstFrame: 0, frameCount: 16, early: true })).toEqual({ skipped: true });
  expect(await run.upscaleBatch({ firstFrame: 6400, frameCount: BATCH, early: true })).toEqual({ skipped: true });
});

test('word that does not arrive keeps nothing from being extracted', async () => {
  const run = await rig.start(clip(100), {
    batchFrames: BATCH,
    signals: { segmentsReady: () => Promise.reject(new Error('Temporal is away.')) },
  });
  await expect(run.extract()).resolves.toMatchObject({ frameCount: 100 });
});
