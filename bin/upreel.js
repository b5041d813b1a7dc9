#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/upreel.js', import.meta.url);
// The SDK warns on Node 20 that next year's releases will want 22; the versions are pinned here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('upreel is not built yet: run "npm run setup" first.\n');
  process.exitCode = 1;
}
