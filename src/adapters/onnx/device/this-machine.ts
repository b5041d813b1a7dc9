import { listSupportedBackends } from 'onnxruntime-node';

import type { Precision } from '../../../contracts/job-options.js';
import type { DeviceChoice } from '../../../contracts/devices.js';
import { chooseDevice, type Machine } from './choose-device.js';
import { deviceProblem } from './device-problem.js';
import { precisionsOf } from './precisions-of.js';

/** What devices this machine has, as ONNX Runtime finds. */
export function thisMachine(): Machine {
  return { offered: listSupportedBackends().map(({ name }) => name), problemOf: deviceProblem };
}

/**
 * What graphs are prepared in for the device that a worker of this machine would choose.
 * @throws UpreelError `ModelUnavailable` when a device was asked for that is not there
 */
export async function precisionsHere(asked: DeviceChoice): Promise<readonly Precision[]> {
  return precisionsOf((await chooseDevice(asked, thisMachine())).device);
}
