import { type AcquiredStack, acquireStack } from '../acquire-stack.js';
import { DEFAULT_DATA_DIRECTORY } from '../data-option.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import { createFrontDoor } from '../front-door/create-front-door.js';
import { listenForInterruption } from '../interruption.js';
import { createProgressDisplay } from '../show/progress-display.js';
import type { Terminal } from '../terminal.js';
import type { ResultLine } from '../upscale/result-line.js';
import { upscaleFile } from '../upscale/upscale-file.js';
import { inspectVideoFile } from '../upscale/video-file.js';
import type { VideoType } from '../../contracts/models.js';

export interface DemoJob {
  readonly video: string;
  readonly videoType: VideoType;
  readonly output: string;
}

export interface DemoResult extends ResultLine {
  /** Page of the job in the Temporal UI, and the words that say when it is there. */
  readonly seeAlso: string;
}

/**
 * The whole pipeline, as `upreel upscale` runs it, to a file.
 * @throws ExitError when the job fails or is interrupted
 */
export async function upscaleForDemo({ video, videoType, output }: DemoJob, terminal: Terminal): Promise<DemoResult> {
  const { signal, dispose } = listenForInterruption();
  const acquired = await acquireStack({ dataDirectory: DEFAULT_DATA_DIRECTORY, terminal, signal });
  const display = createProgressDisplay(terminal, 'demo');
  try {
    const result = await upscaleFile({
      front: createFrontDoor(acquired.stack.http),
      video: await inspectVideoFile(video),
      videoType,
      options: { container: 'mp4' },
      pathOf: () => output,
      saveReport: false,
      signal,
      onStep: display.show,
      onJob: () => undefined,
    });
    if (result.status === 'FAILED') {
      throw new ExitError(
        EXIT_CODE.failed,
        `The job failed (${result.failureType ?? ''}): ${result.failureReason ?? ''}`,
      );
    }
    return { ...result, seeAlso: seeAlso(acquired, result.workflowId) };
  } catch (error) {
    if (signal.aborted) throw new ExitError(EXIT_CODE.interrupted, 'Interrupted.');
    throw error;
  } finally {
    display.end();
    await acquired.release();
    dispose();
  }
}

/** Ports stay what they were for a data directory, so the address holds when the stack is started again. */
function seeAlso({ stack, startedHere }: AcquiredStack, workflowId: string): string {
  const page = `${stack.temporal.ui}/namespaces/${stack.temporal.namespace}/workflows/${workflowId}`;
  return startedHere
    ? `${page}\n(this demo's stack is stopped again: "npx upreel dev" brings it and the page back)`
    : `${page}\n(there as long as the stack that was running is)`;
}
