import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { DeviceFigures } from '../../src/bench/gpu/measure-device.js';

const ENTRY = join(import.meta.dirname, '../../dist/bench/gpu.js');
const WITHIN_MS = 120_000;

jest.setTimeout(WITHIN_MS + 10_000);

interface Report {
  readonly figures: readonly DeviceFigures[];
  readonly missing: Readonly<Record<string, string>>;
}

/** Without PyTorch, which would be installed. */
function bench(...args: readonly string[]) {
  const small = ['--no-pytorch', '--frames', '6', '--size', '64x48'];
  return promisify(execFile)(process.execPath, [ENTRY, ...small, ...args], { timeout: WITHIN_MS });
}

test('the dry run measures the processor as a GPU would be measured', async () => {
  const { figures, missing } = JSON.parse((await bench('--dry-run')).stdout) as Report;
  expect(missing).toEqual({});
  expect(figures).toMatchObject([{ device: 'cpu', precision: 'fp32', frames: 6 }]);
  const { rawFramesPerSecond = 0, jobFramesPerSecond = 0, efficiency } = figures[0] ?? {};
  expect(jobFramesPerSecond).toBeGreaterThan(0);
  expect(efficiency?.workflow).toBeCloseTo(jobFramesPerSecond / rawFramesPerSecond, 6);
  expect(efficiency?.upscaling).toBeGreaterThan(efficiency?.workflow ?? 0);
});

test('a device that is not there is named with the reason, and nothing measured is a failure', async () => {
  const failure = (await bench().catch((error: unknown) => error)) as { code?: number; stdout?: string };
  const { figures, missing } = JSON.parse(failure.stdout ?? '{}') as Report;
  // Where there is one, everything was measured.
  expect(failure.code ?? 0).toBe(figures.length === 0 ? 1 : 0);
  expect([...figures.map(({ device }) => device), ...Object.keys(missing)].sort()).toEqual(['cuda', 'tensorrt']);
  expect(Object.values(missing).every((reason) => reason.length > 20)).toBe(true);
});
