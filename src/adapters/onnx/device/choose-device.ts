import type { Device, DeviceChoice } from '../../../contracts/devices.js';
import { FailureType, UpreelError } from '../../../contracts/failures.js';

export interface ChosenDevice {
  readonly device: Device;
  /** In words, for the worker's log. */
  readonly why: string;
}

interface Machine {
  readonly platform: NodeJS.Platform;
  /** Why a device can't be used here; null when it can. */
  readonly problemOf: (device: Device) => Promise<string | null>;
}

/** In the order they are tried. TensorRT is never chosen unasked: it compiles each model for minutes first. */
const CANDIDATES: Readonly<Partial<Record<NodeJS.Platform, readonly Device[]>>> = {
  linux: ['cuda'],
  win32: ['cuda', 'dml'],
  darwin: ['coreml'],
};

/** @throws UpreelError `ModelUnavailable` when a device was asked for that is not there */
export async function chooseDevice(asked: DeviceChoice, { platform, problemOf }: Machine): Promise<ChosenDevice> {
  if (asked === 'cpu') return { device: 'cpu', why: 'it was asked for' };
  if (asked !== 'auto') {
    const problem = await problemOf(asked);
    if (problem === null) return { device: asked, why: 'it was asked for' };
    throw new UpreelError(
      FailureType.ModelUnavailable,
      `The device ${asked} can't be used here: ${problem}. Use cpu, or auto for the best that is there.`,
    );
  }
  const problems: string[] = [];
  for (const device of CANDIDATES[platform] ?? []) {
    const problem = await problemOf(device);
    if (problem === null) return { device, why: 'it is there, and faster than the processor' };
    problems.push(`${device} can't be used here: ${problem}`);
  }
  return { device: 'cpu', why: problems.length > 0 ? problems.join('; ') : `${platform} has no other` };
}
