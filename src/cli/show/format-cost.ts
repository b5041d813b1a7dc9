import type { Range } from '../../contracts/estimate.js';
import type { JobReport } from '../../contracts/report.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration } from './format-duration.js';

/** What a job came to beside what was expected of it, one line a figure; none for reports of before there were any. */
export function formatCost(cost: JobReport['cost']): string[] {
  if (cost === undefined) return [];
  const { estimate, actual } = cost;
  const line = (name: string, came: string, expected: string | null): string =>
    expected === null ? `${name} ${came}` : `${name} ${came}, expected ${expected}`;
  const between = (range: Range | undefined, format: (value: number) => string): string | null =>
    range === undefined ? null : `${format(range.low)} – ${format(range.high)}`;
  const { gpuSeconds, price } = actual;
  return [
    ...(gpuSeconds === null
      ? []
      : [line('GPU time', formatDuration(gpuSeconds), between(estimate?.gpuSeconds, formatDuration))]),
    line('result', formatBytes(actual.outputBytes), between(estimate?.outputBytes, formatBytes)),
    line('intermediates', formatBytes(actual.intermediateBytes), between(estimate?.intermediateBytes, formatBytes)),
    ...(price === null
      ? []
      : [line('price', `${price.amount} ${price.currency}`, between(estimate?.price ?? undefined, String))]),
  ];
}
