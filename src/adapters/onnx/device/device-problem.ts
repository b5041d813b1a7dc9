import { env, InferenceSession } from 'onnxruntime-node';

import type { Device } from '../../../contracts/devices.js';
import { encodeGraph } from '../graph/encode-graph.js';
import { node } from '../graph/model-graph.js';

/** Why ONNX Runtime can't run a graph on a device of this machine, in its own words; null when it can. */
export async function deviceProblem(device: Device): Promise<string | null> {
  // What it would say of a missing library is said once, by whoever asks.
  env.logLevel = 'fatal';
  try {
    const session = await InferenceSession.create(smallestGraph(), { executionProviders: [device] });
    await session.release();
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.trim().replace(/\.$/, '');
  } finally {
    env.logLevel = 'warning';
  }
}

function smallestGraph(): Uint8Array {
  return encodeGraph({
    name: 'probe',
    nodes: [node('Identity', ['in'], 'out')],
    initializers: [],
    inputs: [{ name: 'in', type: 'float32', dims: [1] }],
    outputs: [{ name: 'out', type: 'float32', dims: [1] }],
  });
}
