import { join } from 'node:path';
import type { FrameRange } from '../../contracts/activities.js';
import type { JobPlan } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { checkPictures } from '../../domain/check-pictures.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { Heartbeat } from '../with-heartbeat.js';
import type { FrameWatch } from './frame-watch.js';

/** Name of the fetched segment in a batch's directory. */
export const EXTRACTED_SEGMENT = 'extracted.nut';

interface Coded {
  readonly plan: JobPlan;
  readonly range: FrameRange;
  readonly watch: FrameWatch;
  readonly directory: string;
  readonly output: string;
}

/**
 * A coded segment holds one packet a frame of its batch, and decodes to the frames that went in, in their colours.
 * @throws UpreelError `OutputMismatch`
 */
export async function checkSegment(
  media: MediaTool,
  { plan, range, watch, directory, output }: Coded,
  { signal, alive }: Pick<Heartbeat, 'signal' | 'alive'>,
): Promise<void> {
  const { picture, options } = plan;
  const toolOptions = { signal, onFrames: alive };
  const extracted = { path: join(directory, EXTRACTED_SEGMENT), picture, of: 'extracted' } as const;
  const [packets, coded, source] = await Promise.all([
    media.readPackets(output, toolOptions),
    media.thumbnails({ path: output, picture, of: 'coded' }, toolOptions),
    options.frameFormat === 'png' ? null : media.thumbnails(extracted, toolOptions),
  ]);
  if (packets.ticks.length !== range.frameCount) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `The batch from frame ${range.firstFrame} came out with ${packets.ticks.length} frames instead of ${range.frameCount}.`,
    );
  }
  const { width, height } = picture;
  checkPictures({ ...range, options, width, height, source, taken: watch.taken, made: watch.made, coded });
}
