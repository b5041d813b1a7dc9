import type { JobPlan, StreamDecision } from '../../../contracts/checkpoints.js';
import { clockOrigin } from '../../../domain/clock-origin.js';
import { formatMicroseconds, microsecondsOf } from '../../../domain/microseconds.js';
import { bFramesFor } from '../../../domain/encoder-arguments.js';
import { endTickOf, ticksOf } from '../../../domain/ticks-of.js';
import { delayedInputs, type DelayedInputs } from './delayed-inputs.js';
import { mp4TagFlags, streamTagOptions } from './tag-options.js';
import { OWN_FILE_OPTIONS } from './source-input.js';

/** The joined batches; tags and chapters. */
const PICTURE_INPUTS = 2;

const FAMILY_FORMAT = { mp4: 'mp4', mkv: 'matroska' } as const;
/** Twice what is called transparent for stereo: the source was coded once already. */
const AAC_BIT_RATE = '256k';

/** Fine enough to place the first sample of any usual sound exactly; coarse enough that twelve hours fit in 32 bits. */
const MIN_MOVIE_TIMESCALE = 100_000;

/** Matroska's ticks a second. */
const MATROSKA_SCALE = 1_000;
/** Seconds by which its rounding moves a frame. */
const COUNTING_TOLERANCE = 0.002;

interface Files {
  readonly list: string;
  readonly metadata: string;
}

/** Picture, tags and chapters, in this order; `-copyts` keeps every clock. */
export function pictureInputs(
  { timing, facts }: JobPlan,
  { list, metadata }: Files,
): { readonly options: readonly string[]; readonly source: string }[] {
  const pictureStart = microsecondsOf(timing.firstTick, timing.timeBase) - clockOrigin(facts);
  return [
    {
      options: [
        ...['-copyts', ...OWN_FILE_OPTIONS, '-itsoffset', formatMicroseconds(pictureStart)],
        ...['-f', 'concat', '-safe', '1'],
      ],
      source: list,
    },
    { options: [...OWN_FILE_OPTIONS, '-f', 'ffmetadata'], source: metadata },
  ];
}

/**
 * The streams file behind those two: the streams that are not dropped, in the order of the plan.
 * @param lost microseconds that the muxer would lose of a stream, by its position in the file
 */
export function streamsInputs(
  { facts, streamsOrigin = 0 }: JobPlan,
  streams: string,
  lost: ReadonlyMap<number, number>,
): DelayedInputs {
  const input = { options: OWN_FILE_OPTIONS, source: streams };
  const { inputs, inputOf } = delayedInputs(input, streamsOrigin - clockOrigin(facts), lost);
  return { inputs, inputOf: (stream) => inputOf(stream) + PICTURE_INPUTS };
}

/** @param inputOf the input that each kept stream comes from, by its position; null where none is kept */
export function recomposeOutputOptions(plan: JobPlan, inputOf: DelayedInputs['inputOf'] | null): string[] {
  const kept = inputOf === null ? [] : plan.streams.filter(({ action }) => action !== 'drop');
  return [
    ...['-map', '0:v:0', ...kept.flatMap((_, index) => ['-map', `${inputOf?.(index) ?? 0}:${index}`])],
    ...['-map_metadata', '1', '-map_chapters', '1', '-c:0', 'copy'],
    ...kept.flatMap(codecOptions),
    ...lastDurationOptions(plan),
    ...streamTagOptions(plan, kept),
    ...containerOptions(plan),
    ...['-max_interleave_delta', '0', '-fflags', '+bitexact', '-f', FAMILY_FORMAT[plan.container]],
  ];
}

/**
 * NUT says no durations, so that the last frame would last as long as the one before it. Where frames are coded in the
 * order in which they are shown it is told how long; elsewhere they are about equally long.
 */
function lastDurationOptions({ container, timing, frameCount }: JobPlan): string[] {
  if (bFramesFor(timing) > 0) return [];
  const { num, den } = timing.timeBase;
  const [lastTick = timing.firstTick] = ticksOf(timing, frameCount - 1, 1);
  const elapsed = `${lastTick - timing.firstTick}*${num}/${den}`;
  const lasts = `${endTickOf(timing) - lastTick}*${num}/${den}`;
  const muxerScale = container === 'mkv' ? MATROSKA_SCALE : den;
  // ffmpeg 5 gives this filter packets that count as the muxer does, and the time base of the concat demuxer.
  const counted = `lt(abs((PTS-STARTPTS)*TB-${elapsed}),${COUNTING_TOLERANCE})`;
  const duration = `if(${counted},round(${lasts}/TB),round(${lasts}*${muxerScale}))`;
  return ['-bsf:0', `setts=duration=${`if(eq(N,${frameCount - 1}),${duration},DURATION)`.replaceAll(',', '\\,')}`];
}

function codecOptions({ action, to }: StreamDecision, index: number): string[] {
  const stream = String(index + 1);
  if (action !== 'transcode' || to === undefined) return [`-c:${stream}`, 'copy'];
  return [`-c:${stream}`, to, ...(to === 'aac' ? [`-b:${stream}`, AAC_BIT_RATE] : [])];
}

/**
 * With a multiple of the time base's own denominator every tick of the source is a whole number of ticks: of the track,
 * and of the movie, in which MP4 counts where a track starts.
 */
function containerOptions(plan: JobPlan): string[] {
  const { container, timing, encoderArguments } = plan;
  if (container === 'mkv') return ['-write_crc32', '0'];
  const trackScale = timing.timeBase.den;
  const movieScale = trackScale * Math.ceil(MIN_MOVIE_TIMESCALE / trackScale);
  return [
    ...['-video_track_timescale', String(trackScale), '-movie_timescale', String(movieScale)],
    // Apple's players take HEVC by this name only.
    ...(encoderArguments.includes('libx265') ? ['-tag:v', 'hvc1'] : []),
    // FLAC in MP4 is a standard by now, and still an experiment to ffmpeg.
    ...['-strict', '-2', '-movflags', `+faststart${mp4TagFlags(plan)}`],
  ];
}
