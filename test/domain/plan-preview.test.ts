import { resolveJobOptions } from '../../src/contracts/job-options.js';
import { fromZero, planPreview } from '../../src/domain/plan-preview.js';
import { someJob } from '../support/job.js';
import { somePlan } from '../support/plan.js';

const { facts } = somePlan(someJob());
const minute = { ...facts, durationSeconds: 60, video: { ...facts.video, frameRate: { num: 25, den: 1 } } };
const options = (preview?: number) => resolveJobOptions(preview === undefined ? {} : { preview }, 'real', 'fp32');

it('takes the frames around the middle', () => {
  expect(planPreview(minute, options(100))?.window).toEqual({ startSeconds: 28, frames: 100 });
});

it('begins at the beginning where the video is shorter, or does not say how long it is', () => {
  expect(planPreview({ ...minute, durationSeconds: 2 }, options(100))?.window.startSeconds).toBe(0);
  const unknown = planPreview({ ...minute, durationSeconds: null }, options(10));
  expect(unknown?.window).toEqual({ startSeconds: 0, frames: 10 });
  expect(unknown?.decisions[0]?.decision).toMatch(/^at most 10 frames from the beginning/);
});

it('takes all of a video where none is asked for', () => {
  expect(planPreview(minute, options())).toBeNull();
});

it('moves the times to zero and keeps their distances', () => {
  expect(fromZero({ ticks: [700, 740, 790], frameCount: 3 })).toEqual({ ticks: [0, 40, 90], frameCount: 3 });
});
