import { type Command, Option } from 'commander';

import { createMediaTool } from '../../adapters/ffmpeg/create-media-tool.js';
import { loadEstimateConfig } from '../../config/estimate-config.js';
import { loadIntakeConfig } from '../../config/intake-config.js';
import { loadMediaLimits } from '../../config/media-limits-config.js';
import { loadMediaToolPaths } from '../../config/tool-paths.js';
import type { JobEstimate } from '../../contracts/estimate.js';
import { type GivenOptions, resolveJobOptions } from '../../contracts/job-options.js';
import { VIDEO_TYPES, type VideoType } from '../../contracts/models.js';
import { estimateJob } from '../../domain/estimate/estimate-job.js';
import { videoFactsOf } from '../../domain/estimate/video-facts-of.js';
import type { FrontDoor } from '../front-door/front-door.js';
import type { Place } from '../place.js';
import { formatEstimates } from '../show/format-estimates.js';
import type { Terminal } from '../terminal.js';
import { findVideos } from '../upscale/find-videos.js';
import { addJobOptionFlags, readJobOptionFlags } from '../upscale/job-option-flags.js';
import { inspectVideoFile } from '../upscale/video-file.js';

interface Flags extends Readonly<Record<string, unknown>> {
  readonly type: VideoType;
  readonly json?: true;
}

export function registerEstimateCommand(program: Command, terminal: Terminal, place: Place): void {
  const command = program
    .command('estimate')
    .description('say what videos would take, before any work: frames, GPU time, bytes, price')
    .argument('<file...>', 'the videos, or folders of videos')
    .addOption(new Option('--type <type>', 'what the video shows').choices(VIDEO_TYPES).default('real'));
  addJobOptionFlags(command)
    .option('--json', 'print one line of JSON a video')
    .action(async (given: string[], flags: Flags) => {
      const options = readJobOptionFlags(flags);
      const paths = await findVideos(given);
      const deployment = place.deployment();
      const estimates: { file: string; estimate: JobEstimate }[] = [];
      for (const file of paths) {
        estimates.push({ file, estimate: await estimateFile(file, { options, videoType: flags.type, deployment }) });
      }
      if (flags.json !== true) terminal.out(formatEstimates(estimates));
      else for (const { file, estimate } of estimates) terminal.out(`${JSON.stringify({ file, ...estimate })}\n`);
    });
}

interface Asked {
  readonly options: GivenOptions;
  readonly videoType: VideoType;
  readonly deployment: FrontDoor | null;
}

/** The file is looked at here; a deployment then reckons with its own devices and prices. */
async function estimateFile(path: string, { options, videoType, deployment }: Asked): Promise<JobEstimate> {
  const { sizeBytes } = await inspectVideoFile(path);
  const media = createMediaTool({ ...loadMediaToolPaths(), limits: loadMediaLimits() });
  const video = videoFactsOf(await media.probe(path), sizeBytes);
  if (deployment !== null) return deployment.estimate({ video, videoType, options });
  return estimateJob(video, resolveJobOptions(options, videoType, loadIntakeConfig().precision), loadEstimateConfig());
}
