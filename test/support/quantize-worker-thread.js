import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
await import('../../src/adapters/onnx/calibration/quantize-worker.ts');
