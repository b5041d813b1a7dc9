import type { Device, DeviceChoice } from '../../../contracts/devices.js';
import { FailureType, UpreelError } from '../../../contracts/failures.js';

export interface ChosenDevice {
  readonly device: Device;
  /** In words, for the worker's log. */
  readonly why: string;
}

export interface Machine {
  /** What ONNX Runtime was built with for this system, by its own names. */
  readonly offered: readonly string[];
  /** Why a device can't be used here; null when it can. */
  readonly problemOf: (device: Device) => Promise<string | null>;
}

/**
 * In the order they are tried. The others are never chosen unasked: TensorRT compiles each model for minutes first, and
 * WebGPU's device may be a processor that plays one.
 */
const CANDIDATES: readonly Device[] = ['cuda', 'coreml', 'dml'];

/** @throws UpreelError `ModelUnavailable` when a device was asked for that is not there */
export async function chooseDevice(asked: DeviceChoice, { offered, problemOf }: Machine): Promise<ChosenDevice> {
  if (asked === 'cpu') return { device: 'cpu', why: 'it was asked for' };
  if (asked !== 'auto') {
    const problem = await problemOf(asked);
    if (problem === null) return { device: asked, why: 'it was asked for' };
    throw new UpreelError(
      FailureType.ModelUnavailable,
      `The device ${asked} can't be used here: ${problem}. ONNX Runtime knows ${offered.join(', ')} on this system; ` +
        'use cpu, or auto for the best that is there.',
    );
  }
  const problems: string[] = [];
  for (const device of CANDIDATES.filter((candidate) => offered.includes(candidate))) {
    const problem = await problemOf(device);
    if (problem === null) return { device, why: 'it is there, and faster than the processor' };
    problems.push(`${device} can't be used here: ${problem}`);
  }
  return { device: 'cpu', why: problems.length > 0 ? problems.join('; ') : 'ONNX Runtime offers no other here' };
}
