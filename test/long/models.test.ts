import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runCommand } from '../../src/adapters/fetch/run-command.js';
import { createModelStore } from '../../src/adapters/onnx/model-store.js';
import { preparePthEnvironment } from '../../src/adapters/onnx/pth/pth-environment.js';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { losesTooMuchInInt8 } from '../../src/contracts/models.js';
import type { JobReport } from '../../src/contracts/report.js';
import { readPicture, readReference } from '../adapters/onnx/read-fixture.js';
import { makeClip, probeStreams } from '../e2e/support/clips.js';
import { startDev, type DevStack } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { upreel } from '../e2e/support/upreel.js';
import { createTestQuantizer } from '../support/test-quantizer.js';
import { largestDifference, makeFrame, samplesOf, upscaleOnce } from '../support/test-upscaler.js';

const MINUTE_MS = 60_000;
const FRAMES = 4;
const WIDTH = 72;
const HEIGHT = 64;

const NCNN = ['span-x2', 'span-x4', 'realesrgan-x4plus-anime', 'realesrgan-x4plus'] as const;
const PTH = ['dat-light-x2', 'dat-light-x4'] as const;

const store = createModelStore({ directory: join(cacheDirectory(), 'models'), quantize: createTestQuantizer() });
let directory: OwnDirectory;
let dev: DevStack;
let clip: string;
let swinIr: string;

beforeAll(async () => {
  directory = await ownDirectory();
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: FRAMES, size: `${WIDTH}x${HEIGHT}` });
  const python = await preparePthEnvironment({
    directory: join(cacheDirectory(), 'pth-exporter'),
    run: runCommand,
    isRoot: process.getuid?.() === 0,
    say: (line) => process.stdout.write(`${line}\n`),
  });
  // An export keeps one core busy for most of a minute.
  const [imported] = await Promise.all([
    importSwinIr(python),
    ...PTH.map((model) => succeed(['models', 'pull', model])),
    pullAll(NCNN),
  ]);
  swinIr = imported;
  dev = await startDev(directory.path);
  await dev.stack();
}, 8 * MINUTE_MS);

afterAll(async () => {
  await dev.stop();
  await directory.remove();
});

async function pullAll(models: readonly string[]): Promise<void> {
  for (const model of models) await succeed(['models', 'pull', model]);
}

/** The real-world medium configuration, with weights that pass the picture on. */
async function importSwinIr(python: string): Promise<string> {
  const weights = join(directory.path, 'swinir.pth');
  await runCommand(python, [join(__dirname, '../support/swinir-weights.py'), weights], { timeoutMs: MINUTE_MS });
  return succeed(['models', 'import', weights]);
}

async function succeed(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await upreel([...args], directory.path);
  if (code !== 0) throw new Error(`upreel ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** The clip through the whole pipeline; the result's size and the job's report. */
async function upscale(model: string, ...options: string[]) {
  const output = join(directory.path, `${model}.mp4`);
  const args = ['upscale', clip, '-o', output, '--model', model, '--data', directory.path, '--json', ...options];
  const line = (await succeed(args)).split('\n').at(-1) ?? '';
  const { status, report } = JSON.parse(line) as { status: string; report: string };
  const [video] = await probeStreams(output);
  return { status, video, report: JSON.parse(await readFile(report, 'utf8')) as JobReport };
}

describe.each(NCNN)('%s', (model) => {
  it('gives what ncnn gives, to a tenth of a step of 8 bits', async () => {
    const frame = await upscaleOnce(store, await readPicture(16), 16, { model });

    expect(largestDifference(samplesOf(frame, 16), await readReference(model))).toBeLessThanOrEqual(32);
  }, 60_000);
});

describe.each(['span-x2', 'span-x4'] as const)('tiles of %s', (model) => {
  it('give the same as one piece', async () => {
    const whole = await upscaleOnce(store, makeFrame(150, 90), 8, { model });
    const tiled = await upscaleOnce(store, makeFrame(150, 90), 8, { model, maxTilePixels: 90 * 80 });

    expect(largestDifference(tiled.data, whole.data)).toBeLessThanOrEqual(1);
  }, 60_000);
});

describe('int8', () => {
  it.each(['span-x2', 'span-x4', 'realesrgan-x4plus-anime'] as const)(
    'of %s is possible if and only if the options say so',
    async (model) => {
      const graph = store.graph({ model, precision: 'int8', bitDepth: 8 });

      if (losesTooMuchInInt8(model)) await expect(graph).rejects.toThrow(/it would lose too much/);
      else await expect(graph).resolves.toMatchObject({ scale: 4 });
    },
    240_000,
  );
});

describe('a job', () => {
  it.each([...NCNN, ...PTH])(
    'with %s gives a video of the size its model makes',
    async (model) => {
      const scale = model.includes('x2') ? 2 : 4;

      const { status, video, report } = await upscale(model);

      expect(status).toBe('COMPLETED');
      expect(video).toMatchObject({ width: WIDTH * scale, height: HEIGHT * scale });
      expect(report.checks).toContainEqual(
        expect.objectContaining({ check: 'likeness to the source', result: 'passed' }),
      );
    },
    180_000,
  );

  it('in int8 says in its report how near it is to fp32', async () => {
    const { report } = await upscale('realesr-animevideov3', '--precision', 'int8');

    expect(report.checks).toContainEqual(expect.objectContaining({ check: 'int8 against fp32' }));
  }, 180_000);

  it('with SwinIR’s real-world medium architecture, imported as .pth, resembles its source', async () => {
    const { status, video, report } = await upscale(swinIr);

    expect(swinIr).toMatch(/^import-x4-[0-9a-f]{12}$/);
    expect(status).toBe('COMPLETED');
    expect(video).toMatchObject({ width: WIDTH * 4, height: HEIGHT * 4 });
    expect(report.checks).toContainEqual(
      expect.objectContaining({ check: 'likeness to the source', result: 'passed' }),
    );
  }, 180_000);

  it('with a model that is not on this machine is refused before anything goes up, with the way to get it', async () => {
    const args = ['upscale', clip, '--model', 'import-x2-0123456789ab', '--data', directory.path];

    const { code, stderr } = await upreel(args, directory.path);

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /Model import-x2-0123456789ab is not installed on this worker\. Get it: npx upreel models import/,
    );
  }, 120_000);
});
