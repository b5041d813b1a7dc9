import { fileURLToPath } from 'node:url';

import { runCommand } from '../adapters/fetch/run-command.js';
import { childEnvironment } from '../config/child-environment.js';
import { HUGE_PAGES } from '../config/huge-pages.js';
import type { Precision } from '../contracts/job-options.js';
import { BENCH_SIZE } from './make-bench-clips.js';

/** Seconds a frame of the model alone. The stack must be idle meanwhile: its workers would share the cores. */
export async function timeInference(
  rawFrames: string,
  { model, precision }: { readonly model: string; readonly precision: Precision },
): Promise<number> {
  const program = fileURLToPath(new URL('./pure-inference.js', import.meta.url));
  const { width, height } = BENCH_SIZE;
  const args = [program, rawFrames, String(width), String(height), model, precision];
  const { stdout } = await runCommand(process.execPath, args, { env: childEnvironment(HUGE_PAGES) });
  const seconds = Number(stdout);
  if (!(seconds > 0)) throw new Error(`The model could not be timed: ${stdout}`);
  return seconds;
}
