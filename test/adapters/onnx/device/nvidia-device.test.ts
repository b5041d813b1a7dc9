import { findNvidiaDevice } from '../../../../src/adapters/onnx/device/nvidia-device.js';

function saying(stdout: string) {
  return () => Promise.resolve({ stdout, stderr: '' });
}

describe('the NVIDIA device of a machine', () => {
  it('is the first that the driver names, with its memory in bytes', async () => {
    const two = 'NVIDIA A10G, 23028, 550.54.15\nNVIDIA L4, 1, 550.54.15\n';

    expect(await findNvidiaDevice(saying(two))).toEqual({
      name: 'NVIDIA A10G',
      memoryBytes: 23_028 * 2 ** 20,
      driver: '550.54.15',
    });
  });

  it.each(['', 'No devices were found\n', 'NVIDIA Thing, [N/A], 1\n'])('is none when it says %j', async (stdout) => {
    expect(await findNvidiaDevice(saying(stdout))).toBeNull();
  });

  it('is none without a driver', async () => {
    expect(await findNvidiaDevice(() => Promise.reject(new Error('nvidia-smi is not installed')))).toBeNull();
  });
});
