import { SegmentAnnouncer } from '../../../src/activities/media/segment-announcer.js';
import type { BatchDraft } from '../../../src/contracts/checkpoints.js';
import type { SegmentsReady } from '../../../src/contracts/temporal-names.js';
import { activityEnvironment } from '../../support/activity-environment.js';
import { someJob } from '../../support/job.js';
import { somePlan } from '../../support/plan.js';

const BATCH = 2;
const JOB = someJob();

/** Stores so many segments one by one, each told of before the next, with `known` frames' times known by then. */
async function announce(segments: number, known: (stored: number) => number = (stored) => stored * BATCH + 1) {
  const told: SegmentsReady[] = [];
  const drafts: BatchDraft[] = [];
  const held = await activityEnvironment().run(async () => {
    const announcer = new SegmentAnnouncer({
      checkpoints: {
        writeDraft: (draft) => {
          drafts.push(draft);
          return Promise.resolve();
        },
      },
      signals: {
        segmentsReady: (_run, ready) => {
          told.push(ready);
          return Promise.resolve();
        },
      },
      batchFrames: BATCH,
      intervalMs: 0,
      planOf: ({ frameCount }) => somePlan(JOB, frameCount, BATCH),
    });
    for (let index = 0; index < segments; index += 1) {
      const segment = { key: `${index}`, firstFrame: index * BATCH, frameCount: BATCH, sizeBytes: 1, sha256: 's' };
      announcer.stored(segment, () => ({
        frameCount: known(index + 1),
        ticks: [],
        repairedFrames: 0,
        lastDuration: 1,
      }));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await announcer.end();
    announcer.poke();
    return announcer.held(somePlan(JOB, segments * BATCH + 1, BATCH));
  });
  return { told, drafts, held };
}

test('a long extraction says a word for each sixteenth more, and none of batches that no run begins', async () => {
  const { told, drafts, held } = await announce(700);
  expect(told.slice(0, 3).map(({ upTo }) => upTo)).toEqual([2, 4, 6]);
  expect(told.length).toBeLessThanOrEqual(75);
  expect(told.length).toBeGreaterThan(50);
  const last = told.at(-1)?.upTo ?? 0;
  expect(last).toBeLessThanOrEqual(500 * BATCH);
  expect(last).toBeGreaterThan(450 * BATCH);
  expect(drafts.map(({ segment }) => segment.firstFrame)).toEqual(
    Array.from({ length: last / BATCH }, (_, index) => index * BATCH),
  );
  expect(held).toEqual({ extractionId: drafts[0]?.extractionId, frames: last });
});

test('a batch is not told of before the time of the frame behind it is known', async () => {
  const { told } = await announce(4, (stored) => (stored < 4 ? 1 : 5));
  expect(told).toEqual([{ upTo: 4, batchFrames: BATCH }]);
});

test('where nothing was told of, nothing came true', async () => {
  const { told, held } = await announce(1, () => 2);
  expect(told).toEqual([]);
  expect(held).toBeUndefined();
});
