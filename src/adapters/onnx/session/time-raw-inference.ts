import { InferenceSession, Tensor } from 'onnxruntime-node';

import { PICTURES_IN } from '../graph/add-integer-ends.js';
import { sessionOptions } from './session-options.js';
import type { Device } from '../../../contracts/devices.js';

const WARM_UP = 2;

interface Raw {
  readonly graph: Uint8Array;
  readonly device: Device;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly threads: number;
}

/** Seconds a frame of ONNX Runtime alone, one frame a run: what the device could do if nothing were around it. */
export async function timeRawInference({ graph, device, width, height, frames, threads }: Raw): Promise<number> {
  const session = await InferenceSession.create(graph, sessionOptions(threads, device));
  try {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 7_919) & 255);
    let began = 0;
    for (let frame = -WARM_UP; frame < frames; frame++) {
      if (frame === 0) began = performance.now();
      await session.run({ [PICTURES_IN]: new Tensor('uint8', data, [1, height, width, 3]) });
    }
    return (performance.now() - began) / 1000 / frames;
  } finally {
    await session.release();
  }
}
