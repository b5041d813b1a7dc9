import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command, InvalidArgumentError } from 'commander';

import { deviceProblem } from '../adapters/onnx/device/device-problem.js';
import { findNvidiaDevice } from '../adapters/onnx/device/nvidia-device.js';
import { runCommand } from '../adapters/fetch/run-command.js';
import { loadToolPaths } from '../config/tool-paths.js';
import type { Device } from '../contracts/devices.js';
import { type DeviceFigures, measureDevice } from './gpu/measure-device.js';
import { timePytorch } from './gpu/time-pytorch.js';
import { cutBenchClip } from './make-bench-clips.js';
import { readVersions } from './read-versions.js';

interface Flags {
  readonly dryRun?: boolean;
  readonly pytorch: boolean;
  readonly frames: number;
  readonly size: { readonly width: number; readonly height: number };
}

const DEVICES: readonly Device[] = ['cuda', 'tensorrt'];

/** `npm run bench:gpu`: CUDA and TensorRT at fp16 against ONNX Runtime alone and against PyTorch; prints one JSON object. */
await new Command('bench:gpu')
  .description('measure a GPU: a job against ONNX Runtime alone and PyTorch, all in fp16')
  .option('--dry-run', 'the same on the processor, in fp32')
  .option('--no-pytorch', 'leave PyTorch out: it is installed at first (gigabytes)')
  .option('--frames <number>', 'frames of the clip', wholeNumber, 480)
  .option('--size <WxH>', 'of the clip, before it is enlarged by 4', parseSize, { width: 640, height: 360 })
  .action(async ({ dryRun = false, pytorch, frames, size }: Flags) => {
    const say = (text: string) => process.stderr.write(text);
    const directory = await mkdtemp(join(tmpdir(), 'upreel-bench-gpu-'));
    const precision = dryRun ? 'fp32' : 'fp16';
    try {
      const clip = join(directory, 'clip.mp4');
      await cutBenchClip(loadToolPaths().ffmpeg, { size, frames, path: clip });
      const figures: DeviceFigures[] = [];
      const missing: Record<string, string> = {};
      for (const device of dryRun ? (['cpu'] as const) : DEVICES) {
        const problem = await deviceProblem(device);
        if (problem !== null) missing[device] = problem;
        else figures.push(await measureDevice({ device, precision, clip, frames, size, directory, say }));
      }
      const torchDevice = dryRun ? 'cpu' : 'cuda';
      const compared = pytorch && figures.length > 0;
      const report = {
        ...{ size, figures, missing },
        pytorch: compared ? await timePytorch({ device: torchDevice, precision, ...size, frames, say }) : null,
        nvidia: await findNvidiaDevice(runCommand),
        versions: await readVersions(),
      };
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      if (figures.length === 0) process.exitCode = 1;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  })
  .parseAsync();

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

function parseSize(text: string): Flags['size'] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (width === undefined || height === undefined) throw new InvalidArgumentError('It must be like 640x360.');
  return { width: Number(width), height: Number(height) };
}
