import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Command, Option } from 'commander';

import { loadToolPaths } from '../../config/tool-paths.js';
import { DEFAULT_MODEL, VIDEO_TYPES, type VideoType } from '../../contracts/models.js';
import { withTerminal } from '../run-command-line.js';
import type { Terminal } from '../terminal.js';
import { inspectVideoFile } from '../upscale/video-file.js';
import { runOwnVideoDemo } from './own-video-demo.js';
import { runSampleDemo } from './sample-demo.js';

const OUTPUT = 'demo-output';

export function createDemoCommand(terminal: Terminal): Command {
  return withTerminal(new Command('demo'), terminal)
    .description('enlarge a clip with the whole pipeline and show what it gained')
    .argument('[video]', 'a video of your own; without it a piece of Big Buck Bunny')
    .addOption(
      new Option(
        '--type <type>',
        `what your video shows; decides the model (${Object.values(DEFAULT_MODEL).join(', ')})`,
      )
        .choices(VIDEO_TYPES)
        .default('real'),
    )
    .action(async (video: string | undefined, { type }: { type: VideoType }) => {
      if (video !== undefined) await inspectVideoFile(video);
      const { ffmpeg, ffprobe } = loadToolPaths();
      await mkdir(OUTPUT, { recursive: true });
      const work = await mkdtemp(join(tmpdir(), 'upreel-demo-'));
      const folders = { ffmpeg, ffprobe, work, output: OUTPUT };
      try {
        if (video === undefined) await runSampleDemo(folders, terminal);
        else await runOwnVideoDemo(video, type, folders, terminal);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    });
}
