import { join } from 'node:path';
import type { FrameRange } from '../../contracts/activities.js';
import type { BatchPlan } from '../../contracts/checkpoints.js';
import { checkPictures } from '../../domain/check-pictures.js';
import { resultCoding } from '../../domain/result-coding.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { Heartbeat } from '../with-heartbeat.js';
import type { FrameWatch } from './frame-watch.js';

/** Name of the fetched segment in a batch's directory. */
export const EXTRACTED_SEGMENT = 'extracted.nut';

interface Coded {
  readonly plan: BatchPlan;
  readonly range: FrameRange;
  readonly watch: FrameWatch;
  readonly directory: string;
  readonly output: string;
}

/**
 * A coded segment decodes to the frames that went in, each of them, in their colours.
 * @throws UpreelError `OutputMismatch`
 */
export async function checkSegment(
  media: MediaTool,
  { plan: { picture, options }, range, watch, directory, output }: Coded,
  { signal, alive }: Pick<Heartbeat, 'signal' | 'alive'>,
): Promise<void> {
  const { coded, extracted } = await media.thumbnails(
    { picture, coded: output, extracted: options.frameFormat === 'png' ? null : join(directory, EXTRACTED_SEGMENT) },
    { signal, onFrames: alive },
  );
  const { width, height } = picture;
  const coding = resultCoding(options, picture);
  checkPictures({ ...range, coding, width, height, source: extracted, taken: watch.taken, made: watch.made, coded });
}
