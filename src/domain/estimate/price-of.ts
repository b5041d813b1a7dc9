import type { EstimateSetting, PriceRange, Range } from '../../contracts/estimate.js';
import { plus, rangeOf, times } from './ranges.js';

interface Taken {
  readonly gpuSeconds: Range;
  readonly outputBytes: Range;
  readonly intermediateBytes: Range;
}

const DAYS_A_MONTH = 30;

/** The GPU's time, the intermediates for their days, and the result's first month, in the deployment's prices. */
export function priceOf(
  { gpuSeconds, outputBytes, intermediateBytes }: Taken,
  { prices, intermediateDays }: Pick<EstimateSetting, 'prices' | 'intermediateDays'>,
): { readonly range: PriceRange | null; readonly basis: string } {
  if (prices === null) return { range: null, basis: 'No price: none are configured (UPREEL_PRICE_GPU_HOUR).' };
  const { currency, gpuHour, storageGigabyteMonth } = prices;
  const byteMonths = plus(outputBytes, times(intermediateBytes, rangeOf(intermediateDays / DAYS_A_MONTH)));
  const { low, high } = plus(
    times(gpuSeconds, rangeOf(gpuHour / 3600)),
    times(byteMonths, rangeOf(storageGigabyteMonth / 1e9)),
  );
  return {
    range: { currency, low: cents(low), high: cents(high) },
    basis:
      `${gpuHour} ${currency} an hour of a GPU worker, ${storageGigabyteMonth} ${currency} a GB and month of storage: ` +
      `intermediates for ${intermediateDays} days, the result for its first month.`,
  };
}

/** Hundredths of a cent: short jobs cost less than one. */
function cents(amount: number): number {
  return Number(amount.toFixed(4));
}
