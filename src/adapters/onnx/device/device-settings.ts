import type { Device } from '../../../contracts/devices.js';
import type { CommandRunner } from '../../fetch/run-command.js';
import { defaultSessions, gpuSessions } from '../default-sessions.js';
import type { UpscalerSettings } from '../onnx-upscaler.js';
import { findNvidiaDevice } from './nvidia-device.js';

interface Place {
  readonly device: Device;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Where the machine's own default is not wanted. */
  readonly sessions: number | undefined;
  readonly run: CommandRunner;
}

export type DeviceSettings = Pick<
  UpscalerSettings,
  'sessions' | 'threadsPerSession' | 'maxTilePixels' | 'sessionMemoryBytes' | 'maxFramesPerRun' | 'deviceName'
>;

/** TensorRT compiles an engine for every new shape, so that each run has one frame. */
const ONE_SHAPE = { maxFramesPerRun: 1 };

/** How many sessions run on a device, and how much each is given at once. */
export async function deviceSettings({ device, cores, memoryBytes, sessions, run }: Place): Promise<DeviceSettings> {
  const nvidia = device === 'cuda' || device === 'tensorrt' ? await findNvidiaDevice(run) : null;
  if (nvidia !== null) {
    const { name, memoryBytes: ofDevice } = nvidia;
    return {
      ...gpuSessions({ memoryBytes: ofDevice, ...(sessions !== undefined && { sessions }) }),
      ...(device === 'tensorrt' && ONE_SHAPE),
      deviceName: `${name}, ${Math.round(ofDevice / 2 ** 30)} GiB`,
    };
  }
  // Of other devices nothing says how much memory they have.
  return defaultSessions({ cores: sessions ?? (device === 'cpu' ? cores : 1), memoryBytes });
}
