import type { Device } from '../../../contracts/devices.js';
import type { Precision } from '../../../contracts/job-options.js';

/** What graphs are prepared in for a device. */
export function precisionsOf(device: Device): readonly Precision[] {
  return device === 'cpu' ? ['fp32', 'int8'] : ['fp32', 'fp16'];
}
