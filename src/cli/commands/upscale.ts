import { type Command, Option } from 'commander';

import { VIDEO_TYPES, type VideoType } from '../../contracts/models.js';
import { type AcquireStack, acquireStack } from '../acquire-stack.js';
import { dataOption } from '../data-option.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import { createFrontDoor } from '../front-door/create-front-door.js';
import type { FrontDoor } from '../front-door/front-door.js';
import { listenForInterruption } from '../interruption.js';
import { openModelStore } from '../open-model-store.js';
import type { Place } from '../place.js';
import type { Terminal } from '../terminal.js';
import { findVideos } from '../upscale/find-videos.js';
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

export function registerUpscaleCommand(program: Command, terminal: Terminal, place: Place): void {
  const command = program
    .command('upscale')
    .description('make videos larger and sharper, and wait for the result')
    .argument('<file...>', 'the videos, or folders of videos')
    .option('-o, --output <path>', 'where the result goes: a name in .mp4 or .mkv, or a directory that exists')
    .addOption(new Option('--type <type>', 'what the video shows').choices(VIDEO_TYPES).default('real'));
  addJobOptionFlags(command)
    .addOption(dataOption())
    .option('--json', 'end with one line of JSON a video, and save its report beside it')
    .action((files: string[], flags: Flags) => upscale(files, flags, terminal, place));
}

/** Everything that can be wrong with the call is found before anything is started. */
async function upscale(files: readonly string[], flags: Flags, terminal: Terminal, place: Place): Promise<void> {
  const options = readJobOptionFlags(flags);
  const deployment = place.deployment();
  // What a deployment has, it says itself.
  if (deployment === null) await requireModel(options, flags.type, openModelStore());
  const sources = await findVideos(files);
  const videos = await Promise.all(sources.map(inspectVideoFile));
  const plan = planOutput({
    sources,
    options,
    directory: process.cwd(),
    ...(flags.output === undefined ? {} : { out: flags.output }),
  });
  const { signal, dispose } = listenForInterruption();
  try {
    const acquired = await acquireFront(deployment, { dataDirectory: flags.data, terminal, signal });
    try {
      await upscaleAll({
        front: acquired.front,
        videos,
        videoType: flags.type,
        options: { ...options, ...(plan.container === undefined ? {} : { container: plan.container }) },
        pathOf: plan.pathOf,
        json: flags.json === true,
        hint: (words) => place.hint(words, flags.data),
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

interface AcquiredFront {
  readonly front: FrontDoor;
  readonly startedHere: boolean;
  readonly release: () => Promise<void>;
}

async function acquireFront(deployment: FrontDoor | null, local: AcquireStack): Promise<AcquiredFront> {
  if (deployment !== null) return { front: deployment, startedHere: false, release: () => Promise.resolve() };
  const { stack, startedHere, release } = await acquireStack(local);
  return { front: createFrontDoor(stack.http), startedHere, release };
}
