import type { InferenceSession } from 'onnxruntime-node';

/** How every session runs. Figures: realesr-animevideov3, fp32, 176×144, 2 cores. */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    // The nets are chains: there is never a second node to run meanwhile.
    executionMode: 'sequential',
    interOpNumThreads: 1,
    enableCpuMemArena: true,
    enableMemPattern: true,
  };
}
