import { findChromium } from './chromium.js';

try {
  process.stdout.write(await findChromium());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
