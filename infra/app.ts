import { createApp } from './create-app.js';
import { WrongParameters } from './parameters/read-parameters.js';

try {
  createApp().app.synth();
} catch (error) {
  if (!(error instanceof WrongParameters)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
