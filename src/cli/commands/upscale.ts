import { type Command, Option } from 'commander';

import { VIDEO_TYPES, type VideoType } from '../../contracts/models.js';
import { acquireStack } from '../acquire-stack.js';
import { dataOption } from '../data-option.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import { createFrontDoor } from '../front-door/create-front-door.js';
import { listenForInterruption } from '../interruption.js';
import { openModelStore } from '../open-model-store.js';
import type { Terminal } from '../terminal.js';
import { addJobOptionFlags, readJobOptionFlags } from '../upscale/job-option-flags.js';
import { requireModel } from '../upscale/require-model.js';
import { planOutput } from '../upscale/plan-output.js';
import { upscaleAll } from '../upscale/upscale-all.js';
import { inspectVideoFile } from '../upscale/video-file.js';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly output?: string;
  readonly type: VideoType;
  readonly data: string;
  readonly json?: true;
}

export function registerUpscaleCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('upscale')
    .description('make videos larger and sharper, and wait for the result')
    .argument('<file...>', 'the videos')
    .option('-o, --output <path>', 'where the result goes: a name in .mp4 or .mkv, or a directory that exists')
    .addOption(new Option('--type <type>', 'what the video shows').choices(VIDEO_TYPES).default('real'));
  addJobOptionFlags(command)
    .addOption(dataOption())
    .option('--json', 'end with one line of JSON a video, and save its report beside it')
    .action((files: string[], flags: Flags) => upscale(files, flags, terminal));
}

/** Everything that can be wrong with the call is found before anything is started. */
async function upscale(files: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const options = readJobOptionFlags(flags);
  await requireModel(options, flags.type, openModelStore());
  const videos = await Promise.all(files.map(inspectVideoFile));
  const plan = planOutput({
    sources: files,
    options,
    directory: process.cwd(),
    ...(flags.output === undefined ? {} : { out: flags.output }),
  });
  const { signal, dispose } = listenForInterruption();
  try {
    const acquired = await acquireStack({ dataDirectory: flags.data, terminal, signal });
    try {
      await upscaleAll({
        front: createFrontDoor(acquired.stack.http),
        videos,
        videoType: flags.type,
        options: { ...options, ...(plan.container === undefined ? {} : { container: plan.container }) },
        pathOf: plan.pathOf,
        json: flags.json === true,
        dataDirectory: flags.data,
        startedHere: acquired.startedHere,
        signal,
        terminal,
      });
    } finally {
      await acquired.release();
    }
  } catch (error) {
    if (signal.aborted && !(error instanceof ExitError)) throw new ExitError(EXIT_CODE.interrupted, 'Interrupted.');
    throw error;
  } finally {
    dispose();
  }
}
