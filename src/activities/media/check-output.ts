import type { OutputCheck } from '../../contracts/activities.js';
import type { JobPlan } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { checkDescription } from '../../domain/check-description.js';
import { checkDuration } from '../../domain/check-duration.js';
import { checkStreams } from '../../domain/check-streams.js';
import { checkTags } from '../../domain/check-tags.js';
import { checkTimes } from '../../domain/check-times.js';
import { microsecondsOf } from '../../domain/microseconds.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { Heartbeat } from '../with-heartbeat.js';

interface Files {
  readonly output: string;
  /** The streams file of the extraction. */
  readonly streams: string | null;
}

/**
 * The assembled file against the plan, packet by packet: nothing is decoded, so it costs I/O.
 * @throws UpreelError `OutputMismatch`
 */
export async function checkOutput(
  media: MediaTool,
  plan: JobPlan,
  { output, streams }: Files,
  { signal, alive }: Heartbeat,
): Promise<OutputCheck[]> {
  const [result, kept] = await Promise.all([
    media.inspect(output, { signal, onFrames: alive }),
    streams === null ? null : media.inspect(streams, { signal }),
  ]);
  const { description } = result;
  if (description === null) throw new UpreelError(FailureType.OutputMismatch, 'The result has no picture.');
  const packets = result.picture ?? { timeBase: plan.timing.timeBase, ticks: [] };
  const times = checkTimes(plan, packets);
  const source = microsecondsOf(plan.timing.firstTick, plan.timing.timeBase) - (plan.streamsOrigin ?? 0);
  const pictureMicroseconds = { source, result: microsecondsOf(packets.ticks[0] ?? 0, packets.timeBase) };
  const firstMicroseconds = pictureMicroseconds.result;
  const { endMicroseconds = null } = description.video;
  return [
    times,
    ...checkDuration(plan, { firstMicroseconds, endMicroseconds }),
    ...checkStreams({ plan, kept, result, pictureMicroseconds }),
    checkDescription(plan, description),
    checkTags(plan, description),
  ];
}
