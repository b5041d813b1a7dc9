import { deviceSettings } from '../../../../src/adapters/onnx/device/device-settings.js';
import type { CommandRunner } from '../../../../src/adapters/fetch/run-command.js';
import type { Device } from '../../../../src/contracts/devices.js';

const GIB = 2 ** 30;

function settingsOf(device: Device, mebibytes: number | null, sessions?: number) {
  const run: CommandRunner = () =>
    mebibytes === null
      ? Promise.reject(new Error('nvidia-smi is not installed'))
      : Promise.resolve({ stdout: `NVIDIA Thing, ${mebibytes}, 550.1\n`, stderr: '' });
  return deviceSettings({ device, cores: 8, memoryBytes: 32 * GIB, sessions, run });
}

test('a GPU has two sessions that share its memory, and takes several frames at once', async () => {
  expect(await settingsOf('cuda', 24 * 1024)).toEqual({
    sessions: 2,
    threadsPerSession: 1,
    maxTilePixels: 2 ** 20,
    sessionMemoryBytes: Math.floor(0.35 * 24 * GIB),
    maxFramesPerRun: 8,
    deviceName: 'NVIDIA Thing, 24 GiB',
  });
});

test('TensorRT is given one shape', async () => {
  expect(await settingsOf('tensorrt', 24 * 1024)).toMatchObject({ maxFramesPerRun: 1 });
});

test('the sessions asked for share the memory', async () => {
  expect(await settingsOf('cuda', 1024, 4)).toMatchObject({ sessions: 4, sessionMemoryBytes: Math.floor(0.175 * GIB) });
});

test('the processor has a session a core, a device that tells nothing one', async () => {
  expect(await settingsOf('cpu', 1024)).toMatchObject({ sessions: 8 });
  expect(await settingsOf('cpu', null, 2)).toMatchObject({ sessions: 2 });
  expect(await settingsOf('coreml', null)).toMatchObject({ sessions: 1, maxTilePixels: 2 ** 19 });
  expect(await settingsOf('cuda', null)).toMatchObject({ sessions: 1 });
});
