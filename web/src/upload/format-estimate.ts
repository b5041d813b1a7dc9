import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { formatDuration } from '../../../src/cli/show/format-duration.js';
import type { JobEstimate } from '../../../src/contracts/estimate.js';

type Range = JobEstimate['frames'];

/** What a job will take, as short phrases. */
export function formatEstimate({ frames, output, gpuSeconds, outputBytes, price }: JobEstimate): readonly string[] {
  return [
    `${output.width} × ${output.height}`,
    `${range(frames, (count) => count.toLocaleString())} frames`,
    `${range(gpuSeconds, formatDuration)} of work`,
    range(outputBytes, formatBytes),
    ...(price === null ? [] : [range(price, (amount) => formatMoney(amount, price.currency))]),
  ];
}

function range({ low, high }: Range, format: (value: number) => string): string {
  const [least, most] = [format(low), format(high)];
  return least === most ? least : `${least} to ${most}`;
}

function formatMoney(amount: number, currency: string): string {
  return amount.toLocaleString(undefined, { style: 'currency', currency });
}
