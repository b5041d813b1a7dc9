import { register } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

register('./typescript-hooks.js', import.meta.url);
const { compareWithPytorch } = await import('../../src/adapters/onnx/pth/compare-with-pytorch.ts');
try {
  const { graph, directory, facts } = workerData;
  parentPort.postMessage({ difference: await compareWithPytorch(graph, directory, facts) });
} catch ({ type, message }) {
  parentPort.postMessage({ type, message });
}
