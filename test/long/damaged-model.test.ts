import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

const WORKER = join(import.meta.dirname, '../../dist/workers/gpu-worker.js');

/** Enough for a worker to be composed; it never gets as far as asking any of them. */
const ENVIRONMENT = Object.fromEntries(
  ['SOURCE_BUCKET', 'PROCESSED_BUCKET', 'FINAL_BUCKET', 'TABLE', 'TOPIC_EXTRACTION', 'TOPIC_PROCESSING']
    .concat(['TOPIC_RECOMPOSITION', 'TOPIC_COMPLETION'])
    .map((name) => [`UPREEL_${name}`, 'x']),
);

test('a GPU worker whose model is not what it should be says so in a line and does not poll', async () => {
  const cache = join(directory.path, 'cache');
  for (const part of ['tools.json', 'models'])
    cpSync(join(cacheDirectory(), part), join(cache, part), { recursive: true });
  const folder = join(cache, 'models/realesr-animevideov3');
  const graph = readdirSync(folder).find((name) => name.endsWith('.onnx')) ?? '';
  const bytes = readFileSync(join(folder, graph));
  bytes[1_000] = 255 - (bytes[1_000] ?? 0);
  writeFileSync(join(folder, graph), bytes);

  const worker = spawn(process.execPath, [WORKER], {
    env: { ...process.env, ...ENVIRONMENT, AWS_REGION: 'us-east-1', UPREEL_CACHE_DIR: cache, UPREEL_WORK_DIR: cache },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = await Promise.all([text(worker.stdout), once(worker, 'exit')]);

  expect(worker.exitCode).toBe(1);
  expect(said).toContain(`gpu-worker does not work: ${join(folder, graph)} is damaged.`);
}, 60_000);
