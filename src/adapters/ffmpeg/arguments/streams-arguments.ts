import type { StreamDecision } from '../../../contracts/checkpoints.js';
import type { Container } from '../../../contracts/job-options.js';

/** QuickTime's is the one muxer of its family that also takes PCM sound. */
const FAMILY_FORMAT = { mp4: 'mov', mkv: 'matroska' } as const;

/** Streams of a source, copied in the plan's order. */
export function streamsOutputOptions(kept: readonly StreamDecision[], family: Container): string[] {
  return [
    ...kept.flatMap(({ index }) => ['-map', `0:${index}`]),
    ...['-map_chapters', '-1', '-c', 'copy', '-fflags', '+bitexact', '-max_interleave_delta', '0'],
    ...['-f', FAMILY_FORMAT[family]],
  ];
}
