import type { FrameRange } from '../../contracts/activities.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { PacketTable } from '../../ports/media-tool.js';

/**
 * A coded segment holds one packet a frame of its batch.
 * @throws UpreelError `OutputMismatch`
 */
export function checkSegment(packets: PacketTable, { firstFrame, frameCount }: FrameRange): void {
  if (packets.ticks.length === frameCount) return;
  throw new UpreelError(
    FailureType.OutputMismatch,
    `The batch from frame ${firstFrame} came out with ${packets.ticks.length} frames instead of ${frameCount}.`,
  );
}
