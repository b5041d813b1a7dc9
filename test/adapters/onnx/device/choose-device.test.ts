import { chooseDevice } from '../../../../src/adapters/onnx/device/choose-device.js';
import { deviceProblem } from '../../../../src/adapters/onnx/device/device-problem.js';
import type { Device } from '../../../../src/contracts/devices.js';

function machine(platform: NodeJS.Platform, ...there: Device[]) {
  const tried: Device[] = [];
  return {
    tried,
    platform,
    problemOf: (device: Device) => {
      tried.push(device);
      return Promise.resolve(there.includes(device) ? null : 'its library is missing');
    },
  };
}

describe('the device of a GPU worker', () => {
  it('is the processor where nothing else is there, with what was tried', async () => {
    expect(await chooseDevice('auto', machine('linux'))).toEqual({
      device: 'cpu',
      why: "cuda can't be used here: its library is missing",
    });
    expect(await chooseDevice('auto', machine('freebsd', 'cuda'))).toEqual({
      device: 'cpu',
      why: 'freebsd has no other',
    });
  });

  it('is the first that works of what the system can have', async () => {
    const windows = machine('win32', 'dml');

    expect(await chooseDevice('auto', windows)).toMatchObject({ device: 'dml' });
    expect(windows.tried).toEqual(['cuda', 'dml']);
    expect(await chooseDevice('auto', machine('linux', 'cuda', 'tensorrt'))).toMatchObject({ device: 'cuda' });
  });

  it('is the one that was asked for, and the processor is asked nothing', async () => {
    const linux = machine('linux', 'tensorrt');

    expect(await chooseDevice('tensorrt', linux)).toEqual({ device: 'tensorrt', why: 'it was asked for' });
    expect(await chooseDevice('cpu', linux)).toMatchObject({ device: 'cpu' });
    expect(linux.tried).toEqual(['tensorrt']);
  });

  it('that is not there is refused, never substituted', async () => {
    await expect(chooseDevice('cuda', machine('linux'))).rejects.toMatchObject({
      type: 'ModelUnavailable',
      message:
        "The device cuda can't be used here: its library is missing. Use cpu, or auto for the best that is there.",
    });
  });
});

test('the runtime itself says what this machine has', async () => {
  expect(await deviceProblem('cpu')).toBeNull();
  const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';
  expect(await deviceProblem(elsewhere)).toMatch(/backend not found/);
});
