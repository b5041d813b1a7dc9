import type { EstimateSetting } from '../../src/contracts/estimate.js';

/** Workers with one CPU core each, and no prices. */
export function sampleEstimateSetting(given: Partial<EstimateSetting> = {}): EstimateSetting {
  return { device: 'cpu', cores: 1, calibration: null, prices: null, intermediateDays: 7, ...given };
}
