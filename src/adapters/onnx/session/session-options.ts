import type { InferenceSession } from 'onnxruntime-node';

import type { Device } from '../../../contracts/devices.js';

/** What a device has no kernel for runs on the next one. */
const PROVIDERS: Readonly<Record<Device, readonly Device[]>> = {
  cpu: ['cpu'],
  cuda: ['cuda', 'cpu'],
  tensorrt: ['tensorrt', 'cuda', 'cpu'],
  coreml: ['coreml', 'cpu'],
  dml: ['dml', 'cpu'],
  webgpu: ['webgpu', 'cpu'],
};

/**
 * How every session runs. Measured with realesr-animevideov3, fp32, on 2 cores: two sessions of one thread take
 * 0.085 s a 176×144 frame, one of two threads 0.090 s.
 */
export function sessionOptions(threads: number, device: Device = 'cpu'): InferenceSession.SessionOptions {
  return {
    executionProviders: PROVIDERS[device],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    // The nets are chains: there is never a second node to run meanwhile.
    executionMode: 'sequential',
    interOpNumThreads: 1,
    // Without the arena every node's output is allocated anew: 20 to 40 % slower.
    enableCpuMemArena: true,
    // One planned block for the whole run: no faster, but 1,143 MiB instead of 710 MiB at 640×360.
    enableMemPattern: false,
    // Threads that spin between nodes take 13 % more CPU time, from the decoder and the encoder beside them.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
