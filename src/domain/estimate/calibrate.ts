import type { EstimateSetting } from '../../contracts/estimate.js';
import { isCatalogueModelId } from '../../contracts/models.js';
import { CORE_SECONDS_PER_MEGAPIXEL } from './inference-rates.js';

/** What the bench found out about a machine: pure inference in fp32, all cores at work. */
export interface MachineMeasurement {
  readonly cpu: string;
  readonly cores: number;
  readonly models: readonly {
    readonly model: string;
    readonly megapixels: number;
    readonly secondsPerFrame: number;
  }[];
}

/** How this machine compares with the one of the rates; null where nothing comparable was measured. */
export function calibrate({ cpu, cores, models }: MachineMeasurement): EstimateSetting['calibration'] {
  const factors = models.flatMap(({ model, megapixels, secondsPerFrame }) =>
    isCatalogueModelId(model)
      ? [(secondsPerFrame * cores) / (CORE_SECONDS_PER_MEGAPIXEL[model].fp32 * megapixels)]
      : [],
  );
  if (factors.length === 0 || !factors.every((factor) => Number.isFinite(factor) && factor > 0)) return null;
  const factor = factors.reduce((sum, each) => sum + each, 0) / factors.length;
  const names = models.map(({ model }) => model).join(' and ');
  return { factor, source: `npm run bench found them ${factor.toFixed(2)} times as slow (${names}, ${cpu})` };
}
