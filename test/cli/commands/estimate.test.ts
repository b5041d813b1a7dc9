import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { createProgram } from '../../../src/cli/create-program.js';
import { runCommandLine } from '../../../src/cli/run-command-line.js';
import type { JobEstimate } from '../../../src/contracts/estimate.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { toolPath } from '../../support/tools.js';
import { startFakeFront } from '../fake-front.js';
import { recordingTerminal } from '../recording-terminal.js';

const directory = temporaryDirectory();

/** 25 frames of 64×48. */
function clip(name: string): string {
  const path = join(directory.path, name);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-frames:v', '25'];
  execFileSync(toolPath('ffmpeg'), ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', path]);
  return path;
}

async function upreel(...args: string[]) {
  const terminal = recordingTerminal();
  const exitCode = await runCommandLine(createProgram, args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

test('says what each video would take, and what that rests on', async () => {
  const { exitCode, output, errors } = await upreel('estimate', clip('a.mp4'), '--scale', '2');
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  expect(output).toMatch(/^FRAMES +RESULT +GPU TIME +BYTES +INTERMEDIATES +PRICE +VIDEO\n25 +128×96 /);
  expect(output).toContain('1 seconds at 25 frames a second, as the file claims.');
});

test('takes a folder for the videos in it, and prints a line of JSON each', async () => {
  const folder = join(directory.path, 'clips');
  mkdirSync(join(folder, 'more.mp4'), { recursive: true });
  clip('clips/b.mkv');
  clip('clips/a.mp4');
  const { exitCode, output } = await upreel('estimate', folder, '--json', '--type', 'anime');
  expect(exitCode).toBe(0);
  const lines = output.trimEnd().split('\n');
  const estimates = lines.map((line) => JSON.parse(line) as JobEstimate & { file: string });
  expect(estimates.map(({ file }) => file)).toEqual([join(folder, 'a.mp4'), join(folder, 'b.mkv')]);
  expect(estimates[0]).toMatchObject({ frames: { low: 25, high: 25 }, output: { width: 256, height: 192 } });
});

test('a folder without videos is wrong usage', async () => {
  const { exitCode, errors } = await upreel('estimate', directory.path);
  expect({ exitCode, errors }).toMatchObject({ exitCode: 2, errors: expect.stringContaining('no video') as string });
});

test('asks a deployment, which is told what the file says of itself', async () => {
  const front = await startFakeFront({});
  try {
    const { exitCode, output } = await upreel('--api', front.address, 'estimate', clip('a.mp4'));
    expect(exitCode).toBe(0);
    expect(output).toContain('0.0100 – 0.50 EUR');
    expect(output).toMatch(/"width":64,"height":48,"sizeBytes":\d+,"durationSeconds":1,"frameRate":25/);
    expect(front.calls).toEqual(['POST /estimate']);
  } finally {
    await front.close();
  }
});
