#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/upreel.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('upreel is not built yet: run "npm run setup" first.\n');
  process.exitCode = 1;
}
