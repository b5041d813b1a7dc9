import { chooseDevice, type Machine } from '../../adapters/onnx/device/choose-device.js';
import type { DeviceChoice } from '../../contracts/devices.js';
import { type Check, ok } from './check.js';

/**
 * What runs the models of this machine's workers, and why.
 * @throws UpreelError `ModelUnavailable` when a device was asked for that is not there
 */
export async function checkDevice(asked: DeviceChoice, machine: Machine): Promise<Check> {
  const { device, why } = await chooseDevice(asked, machine);
  return ok('device', `${device}: ${why}`);
}
