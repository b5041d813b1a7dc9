import type { JobOptions } from '../../contracts/job-options.js';
import type { MediaTool } from '../../ports/media-tool.js';
import { WorkerLacksError } from '../worker-lacks-error.js';

/**
 * A hardware encoder is the job's choice: this worker codes with it, or leaves the batch to one that has it.
 * @throws WorkerLacksError
 */
export async function requireEncoder(media: MediaTool, { encoder }: Pick<JobOptions, 'encoder'>): Promise<void> {
  if (encoder === 'software') return;
  const problem = await media.encoderProblem(encoder);
  if (problem === null) return;
  throw new WorkerLacksError(
    `This worker can't code with ${encoder}: ${problem}. Ask for encoder software, or start a GPU worker on a machine ` +
      'that has it.',
  );
}
