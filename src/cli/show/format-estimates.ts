import type { JobEstimate, Range } from '../../contracts/estimate.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration } from './format-duration.js';
import { formatTable } from './format-table.js';

/** A table of one line a video, and below it what the figures rest on. */
export function formatEstimates(
  estimates: readonly { readonly file: string; readonly estimate: JobEstimate }[],
): string {
  const rows = estimates.map(({ file, estimate }) => {
    const { frames, output, gpuSeconds, outputBytes, intermediateBytes, price } = estimate;
    return [
      formatRange(frames, String),
      `${output.width}×${output.height}`,
      formatRange(gpuSeconds, formatDuration),
      formatRange(outputBytes, formatBytes),
      formatRange(intermediateBytes, formatBytes),
      price === null ? '–' : `${formatRange(price, formatPrice)} ${price.currency}`,
      file,
    ];
  });
  const basis = [...new Set(estimates.flatMap(({ estimate }) => estimate.basis))];
  return `${formatTable([['FRAMES', 'RESULT', 'GPU TIME', 'BYTES', 'INTERMEDIATES', 'PRICE', 'VIDEO'], ...rows])}\n${basis.join('\n')}\n`;
}

function formatRange({ low, high }: Range, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? from : `${from} – ${to}`;
}

function formatPrice(amount: number): string {
  return amount < 0.1 ? amount.toFixed(4) : amount.toFixed(2);
}
