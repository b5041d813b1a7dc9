import { parseBudget } from '../../../src/contracts/budget.js';
import { parseJobOptions } from '../../../src/contracts/job-options.js';
import {
  gpuSecondsLimit,
  overBudgetReason,
  requireWithinBudget,
} from '../../../src/domain/estimate/gpu-seconds-limit.js';
import { estimateJob } from '../../../src/domain/estimate/estimate-job.js';
import { resolveJobOptions } from '../../../src/contracts/job-options.js';
import { sampleEstimateSetting } from '../../support/sample-estimate-setting.js';

const prices = { currency: 'EUR', gpuHour: 2, storageGigabyteMonth: 0 };

it.each([
  ['600s', { kind: 'gpu-seconds', seconds: 600 }],
  ['0.5s', { kind: 'gpu-seconds', seconds: 0.5 }],
  ['2.50USD', { kind: 'price', amount: 2.5, currency: 'USD' }],
])('reads %s', (text, budget) => {
  expect(parseBudget(text)).toEqual(budget);
  expect(parseJobOptions({ budget: text })).toEqual({ budget: text });
});

it.each(['', '600', '0s', '-1s', '1e3s', '5 USD', '5usd', 's', '5US'])('refuses %j by name', (text) => {
  expect(parseBudget(text)).toBeNull();
  expect(() => parseJobOptions({ budget: text })).toThrow(/budget must be GPU seconds like 600s/);
});

it('turns a price into GPU seconds by what an hour costs', () => {
  expect(gpuSecondsLimit('5EUR', { prices })).toBe(9000);
  expect(gpuSecondsLimit('600s', { prices: null })).toBe(600);
  expect(gpuSecondsLimit(undefined, { prices })).toBeNull();
});

it('refuses a price that cannot be reckoned with', () => {
  expect(() => gpuSecondsLimit('5USD', { prices })).toThrow('reckons in EUR');
  expect(() => gpuSecondsLimit('5USD', { prices: null })).toThrow('no prices');
});

it('refuses before any work what is expected to take more, naming both figures', () => {
  const video = { width: 1920, height: 1080, frames: 1000 };
  const estimate = estimateJob(video, resolveJobOptions({}, 'real', 'fp32'), sampleEstimateSetting());
  const { low, high } = estimate.gpuSeconds;
  expect(() => {
    requireWithinBudget('600s', 600, estimate);
  }).toThrow(`would take ${low} to ${high} GPU seconds; its budget of 600s is 600.`);
  // What may do is tried.
  requireWithinBudget(`${low}s`, low, estimate);
  expect(overBudgetReason('5EUR', 9000, 9100.04)).toContain('has taken 9100 GPU seconds; its budget of 5EUR is 9000');
});
