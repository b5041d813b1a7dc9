import type { JobOptions } from '../../../src/contracts/job-options.js';

/** `×4` or `1080 lines`. */
export function enlargementOf({ scale, height }: Pick<JobOptions, 'scale' | 'height'>): string {
  return height === undefined ? `×${scale ?? 4}` : `${height} lines`;
}
