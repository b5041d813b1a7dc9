import type { Container, GivenOptions } from '../../contracts/job-options.js';
import type { VideoType } from '../../contracts/models.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import type { FrontDoor } from '../front-door/front-door.js';
import { createProgressDisplay } from '../show/progress-display.js';
import type { Terminal } from '../terminal.js';
import { formatResultLine, type ResultLine } from './result-line.js';
import { upscaleFile } from './upscale-file.js';
import type { VideoFile } from './video-file.js';

export interface UpscaleAll {
  readonly front: FrontDoor;
  readonly videos: readonly VideoFile[];
  readonly videoType: VideoType;
  readonly options: GivenOptions;
  /** One a video. */
  readonly pathOf: readonly ((container: Container) => string)[];
  readonly json: boolean;
  /** A command line for the reader to use later. */
  readonly hint: (words: string) => string;
  /** The stack stops when the call ends. */
  readonly startedHere: boolean;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
}

/**
 * One video after the other; one that fails doesn't keep the rest from being done.
 * @throws ExitError when one failed, or when interrupted
 */
export async function upscaleAll(request: UpscaleAll): Promise<void> {
  const { videos, terminal, json } = request;
  let failures = 0;
  for (const index of videos.keys()) {
    const result = await upscaleOne(request, index);
    if (json) terminal.out(formatResultLine(result));
    else if (result.output !== null) terminal.out(`${result.output}\n`);
    if (result.status === 'FAILED') {
      failures += 1;
      terminal.err(`${videos[index]?.name ?? ''}: ${result.failureReason ?? 'failed'} (${result.failureType ?? ''})\n`);
    }
  }
  if (failures > 0) throw new ExitError(EXIT_CODE.failed, '');
}

async function upscaleOne(request: UpscaleAll, index: number): Promise<ResultLine> {
  const { videos, pathOf, signal, terminal, json } = request;
  const video = videos[index];
  const path = pathOf[index];
  if (video === undefined || path === undefined) throw new Error('one path a video');
  const display = createProgressDisplay(terminal, video.name);
  let jobId: string | null = null;
  try {
    return await upscaleFile({
      ...request,
      video,
      pathOf: path,
      saveReport: json,
      onStep: display.show,
      onJob: (id) => {
        jobId = id;
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ExitError(EXIT_CODE.interrupted, whatBecomesOf(jobId, request), { cause: error });
  } finally {
    display.end();
  }
}

function whatBecomesOf(jobId: string | null, { startedHere, hint }: UpscaleAll): string {
  if (jobId === null) return 'Interrupted before the upload was complete: no job was started.';
  const watch = hint(`jobs watch ${jobId}`);
  return startedHere
    ? `Interrupted. The next start of the stack finishes the job: ${hint('dev')}, then ${watch}`
    : `The job goes on. Follow it with: ${watch}`;
}
