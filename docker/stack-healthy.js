/**
 * 0 while the local stack of a data directory answers: its HTTP front, with the table behind it, and each worker.
 * Usage: node stack-healthy.js DATA
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { AbortSignal } = globalThis;

const { http, metrics } = JSON.parse(readFileSync(join(process.argv[2] ?? '', 'stack.json'), 'utf8'));
const answers = await Promise.all(
  [`${http}/jobs?limit=1`, ...Object.values(metrics)].map(async (url) => {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(4_000) });
    return ok;
  }),
);
process.exitCode = answers.every(Boolean) ? 0 : 1;
