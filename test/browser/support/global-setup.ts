import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Where the tests find the path of the browser. */
export const CHROMIUM_VARIABLE = 'UPREEL_TEST_CHROMIUM';

/** Jest's globalSetup for the browser tests: no test's time limit has to be long enough to install a browser. */
export default function browserSetup(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Jest resolves no import of a setup: another process does.
  const program = join(import.meta.dirname, 'print-chromium.ts');
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('The browser tests need Chromium; why there is none is said above.');
  process.env[CHROMIUM_VARIABLE] = stdout.trim();
}
