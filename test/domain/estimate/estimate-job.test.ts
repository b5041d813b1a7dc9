import fc from 'fast-check';

import { resolveJobOptions } from '../../../src/contracts/job-options.js';
import { estimateJob } from '../../../src/domain/estimate/estimate-job.js';
import { sampleEstimateSetting } from '../../support/sample-estimate-setting.js';

const video = { width: 320, height: 180, durationSeconds: 10, frameRate: 25, sizeBytes: 1_000_000 };
const options = resolveJobOptions({}, 'real', 'fp32');
const setting = sampleEstimateSetting();

it('counts frames from what the file claims, or as given', () => {
  expect(estimateJob(video, options, setting).frames).toEqual({ low: 250, high: 250 });
  expect(estimateJob({ ...video, frames: 7 }, options, setting).frames).toEqual({ low: 7, high: 7 });
});

it('counts no more frames than a preview takes', () => {
  const preview = resolveJobOptions({ preview: 20 }, 'real', 'fp32');
  expect(estimateJob(video, preview, setting).frames).toEqual({ low: 20, high: 20 });
  expect(estimateJob({ ...video, frames: 7 }, preview, setting).frames).toEqual({ low: 7, high: 7 });
});

it('gives a range where the rate is not known, and says so', () => {
  const { frames, basis } = estimateJob({ width: 320, height: 180, durationSeconds: 10 }, options, setting);
  expect(frames).toEqual({ low: 240, high: 600 });
  expect(basis.join(' ')).toContain('rate is not known');
});

it('refuses a video without a length, and a result that no codec takes', () => {
  expect(() => estimateJob({ width: 320, height: 180 }, options, setting)).toThrow('how long it is');
  expect(() => estimateJob({ ...video, width: 9000 }, options, setting)).toThrow('no player shows more');
});

it('follows the measured rates: 13 CPU seconds a megapixel for the default model, on every core', () => {
  const { gpuSeconds } = estimateJob(video, options, setting);
  const work = 13 * 0.0576 * 250;
  expect(gpuSeconds.low).toBeLessThan(work);
  expect(gpuSeconds.high).toBeGreaterThan(work);
  const twice = estimateJob(video, options, sampleEstimateSetting({ cores: 2 })).gpuSeconds;
  expect(gpuSeconds.high / twice.high).toBeCloseTo(2, 1);
  const calibration = { factor: 3, source: 'measured here' };
  const slow = estimateJob(video, options, sampleEstimateSetting({ calibration }));
  expect(slow.gpuSeconds.low / gpuSeconds.low).toBeCloseTo(3, 1);
  expect(slow.basis.join(' ')).toContain('measured here');
});

/** Worker seconds of the clip of `npm run bench`, on the two cores that the rates are of (docs/benchmarks.md). */
it.each([
  ['real', 'fp32', 20.2],
  ['real', 'int8', 13.3],
  ['anime', 'fp32', 11.5],
  ['anime', 'int8', 5.5],
] as const)('holds what a job of %s in %s took, coding and all', (type, precision, seconds) => {
  const clip = { width: 176, height: 144, frames: 120 };
  const twoCores = sampleEstimateSetting({ cores: 2 });
  const { low, high } = estimateJob(clip, resolveJobOptions({}, type, precision), twoCores).gpuSeconds;
  expect(low).toBeLessThan(seconds);
  expect(high).toBeGreaterThan(seconds);
  expect(high / low).toBeLessThan(3);
});

it('says that figures of GPUs are assumed', () => {
  const gpu = estimateJob(video, options, sampleEstimateSetting({ device: 'a10g' }));
  expect(gpu.basis.join(' ')).toContain('assumed');
  expect(gpu.gpuSeconds.high).toBeLessThan(estimateJob(video, options, setting).gpuSeconds.low);
});

it('has a price where there are prices', () => {
  const prices = { currency: 'EUR', gpuHour: 3.6, storageGigabyteMonth: 0 };
  const { gpuSeconds, price } = estimateJob(video, options, sampleEstimateSetting({ prices }));
  expect(price?.currency).toBe('EUR');
  expect(price?.high).toBeCloseTo(gpuSeconds.high / 1000, 2);
  expect(estimateJob(video, options, setting).price).toBeNull();
});

it('gives whole ranges that grow with the video, whatever it is', () => {
  const sides = fc.integer({ min: 1, max: 2_000 });
  fc.assert(
    fc.property(sides, sides, fc.integer({ min: 1, max: 1_000_000 }), (width, height, frames) => {
      const one = estimateJob({ width, height, frames }, options, setting);
      const more = estimateJob({ width, height, frames: frames * 2 }, options, setting);
      for (const key of ['gpuSeconds', 'outputBytes', 'intermediateBytes'] as const) {
        expect(one[key].low).toBeGreaterThan(0);
        expect(one[key].high).toBeGreaterThanOrEqual(one[key].low);
        expect(more[key].low).toBeGreaterThan(one[key].low);
      }
    }),
  );
});

it('counts every frame as an object too where the job asks for PNGs', () => {
  const stills = resolveJobOptions({ frameFormat: 'png' }, 'real', 'fp32');
  expect(estimateJob(video, stills, setting).intermediateBytes.low).toBeGreaterThan(
    estimateJob(video, options, setting).intermediateBytes.high,
  );
});
