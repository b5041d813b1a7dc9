import type { StreamDecision } from '../../../contracts/checkpoints.js';
import type { Container } from '../../../contracts/job-options.js';
import { CAPABILITIES } from '../../../domain/container-capabilities.js';
import { quickTimeFormat } from '../../../domain/stream-family.js';
import type { DelayedInputs } from './delayed-inputs.js';

/**
 * Streams of a source in the plan's order, copied where their container takes them.
 * @param inputOf the input that a stream comes from, by its index in the source
 */
export function streamsOutputOptions(
  kept: readonly StreamDecision[],
  family: Container,
  inputOf: DelayedInputs['inputOf'],
): string[] {
  return [
    ...kept.flatMap(({ index }) => ['-map', `${inputOf(index)}:${index}`]),
    ...[
      '-map_chapters',
      '-1',
      '-c',
      'copy',
      ...kept.flatMap((stream, position) => losslessly(stream, position, family)),
    ],
    // FLAC and TrueHD in MP4 are experiments to ffmpeg.
    ...['-strict', '-2', '-fflags', '+bitexact', '-max_interleave_delta', '0'],
    // Sound from before zero, a coder's run-in for instance, must not become zero: the picture is not here to move along.
    ...['-avoid_negative_ts', 'disabled', '-f', familyFormat(kept, family)],
  ];
}

/** Sound that Matroska has no name for is going to be transcoded anyway: from here on it is what Matroska's would become. */
function losslessly({ type, codec, to }: StreamDecision, position: number, family: Container): string[] {
  const nameless = family === 'mkv' && type === 'audio' && !CAPABILITIES.mkv.audio.has(codec);
  const { audioFallback, wideAudioFallback } = CAPABILITIES.mkv;
  return nameless ? [`-c:${position}`, to === wideAudioFallback ? to : audioFallback] : [];
}

/** Of the family's muxers MP4's takes cover pictures, and QuickTime's what MP4's does not: PCM sound above all. */
function familyFormat(kept: readonly StreamDecision[], family: Container): string {
  return family === 'mkv' ? 'matroska' : (quickTimeFormat(kept) ?? 'mov');
}
