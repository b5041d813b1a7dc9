import { chooseDevice } from '../../../../src/adapters/onnx/device/choose-device.js';
import { deviceProblem } from '../../../../src/adapters/onnx/device/device-problem.js';
import { precisionsOf } from '../../../../src/adapters/onnx/device/precisions-of.js';
import { precisionsHere, thisMachine } from '../../../../src/adapters/onnx/device/this-machine.js';
import type { Device } from '../../../../src/contracts/devices.js';

/** What ONNX Runtime for Node is built with, by system. */
const OFFERED = {
  linux: ['cpu', 'webgpu', 'cuda', 'tensorrt'],
  windows: ['cpu', 'dml', 'webgpu'],
  other: ['cpu', 'webgpu'],
};

function machine(system: keyof typeof OFFERED, ...there: Device[]) {
  const tried: Device[] = [];
  return {
    tried,
    offered: OFFERED[system],
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
    expect(await chooseDevice('auto', machine('other', 'cuda', 'webgpu'))).toEqual({
      device: 'cpu',
      why: 'ONNX Runtime offers no other here',
    });
  });

  it('is the first that works of what the system can have', async () => {
    const windows = machine('windows', 'dml');

    expect(await chooseDevice('auto', windows)).toMatchObject({ device: 'dml' });
    expect(windows.tried).toEqual(['dml']);
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
        "The device cuda can't be used here: its library is missing. ONNX Runtime knows cpu, webgpu, cuda, tensorrt on " +
        'this system; use cpu, or auto for the best that is there.',
    });
  });
});

test('the runtime itself says what this machine has', async () => {
  expect(await deviceProblem('cpu')).toBeNull();
  const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';
  expect(await deviceProblem(elsewhere)).toMatch(/backend not found/);
});

describe('precisions', () => {
  it('are those of the device that `auto` comes to', async () => {
    const { device } = await chooseDevice('auto', thisMachine());

    expect(await precisionsHere('auto')).toEqual(precisionsOf(device));
    expect(await precisionsHere('cpu')).toEqual(['fp32', 'int8']);
  });

  it('of a device that is not there are none: it is named', async () => {
    const elsewhere = process.platform === 'darwin' ? 'dml' : 'coreml';

    await expect(precisionsHere(elsewhere)).rejects.toThrow(`The device ${elsewhere} can't be used here`);
  });
});
