import type { DeviceChoice } from '../../../contracts/devices.js';
import type { Precision } from '../../../contracts/job-options.js';

/** What graphs are prepared in for a device; a choice that is still open counts as the processor, which all have. */
export function precisionsOf(device: DeviceChoice): readonly Precision[] {
  return device === 'cpu' || device === 'auto' ? ['fp32', 'int8'] : ['fp32', 'fp16'];
}
