import type { JobPlan, StreamDecision } from '../../../contracts/checkpoints.js';
import { clockOrigin } from '../../../domain/clock-origin.js';
import { formatMicroseconds, microsecondsOf } from '../../../domain/microseconds.js';
import { delayOptions } from './delay-options.js';
import { OWN_FILE_OPTIONS } from './source-input.js';

interface JoinFiles {
  readonly list: string;
  readonly metadata: string;
  readonly streams: string | null;
}

const FAMILY_FORMAT = { mp4: 'mp4', mkv: 'matroska' } as const;
/** Twice what is called transparent for stereo: the source was coded once already. */
const AAC_BIT_RATE = '256k';

/** Fine enough to place the first sample of any usual sound exactly; coarse enough that twelve hours fit in 32 bits. */
const MIN_MOVIE_TIMESCALE = 100_000;

/** Names that the MP4 demuxer gives its tracks, and that mean nothing elsewhere. */
const MP4_TRACK_TAGS = { handler_name: '', vendor_id: '' } as const;

/** Picture, tags and chapters, and the other streams, in this order; `-copyts` keeps every clock. */
export function recomposeInputs(
  { timing, facts, streamsOrigin = 0 }: JobPlan,
  { list, metadata, streams }: JoinFiles,
): { readonly options: readonly string[]; readonly source: string }[] {
  const origin = clockOrigin(facts);
  const pictureStart = microsecondsOf(timing.firstTick, timing.timeBase) - origin;
  return [
    {
      options: [
        ...['-copyts', ...OWN_FILE_OPTIONS, '-itsoffset', formatMicroseconds(pictureStart)],
        ...['-f', 'concat', '-safe', '1'],
      ],
      source: list,
    },
    { options: [...OWN_FILE_OPTIONS, '-f', 'ffmetadata'], source: metadata },
    ...(streams === null
      ? []
      : [
          { options: [...OWN_FILE_OPTIONS, '-itsoffset', formatMicroseconds(streamsOrigin - origin)], source: streams },
        ]),
  ];
}

/**
 * The streams file holds the streams that are not dropped, in the order of the plan.
 * @param lost microseconds that the muxer would lose of a stream, by its position in the streams file
 */
export function recomposeOutputOptions(
  plan: JobPlan,
  hasStreams: boolean,
  lost: ReadonlyMap<number, number>,
): string[] {
  const kept = hasStreams ? plan.streams.filter(({ action }) => action !== 'drop') : [];
  return [
    ...['-map', '0:v:0', ...kept.flatMap((_, index) => ['-map', `2:${index}`])],
    ...['-map_metadata', '1', '-map_chapters', '1', '-c:0', 'copy'],
    ...kept.flatMap(codecOptions),
    ...kept.flatMap((_, position) => delayOptions(position + 1, lost.get(position))),
    ...pictureMetadata(plan),
    ...kept.flatMap((stream, index) => streamMetadata(plan, stream, index + 1)),
    ...containerOptions(plan),
    ...['-max_interleave_delta', '0', '-fflags', '+bitexact', '-f', FAMILY_FORMAT[plan.container]],
  ];
}

function codecOptions({ action, to }: StreamDecision, index: number): string[] {
  const stream = String(index + 1);
  if (action !== 'transcode' || to === undefined) return [`-c:${stream}`, 'copy'];
  return [`-c:${stream}`, to, ...(to === 'aac' ? [`-b:${stream}`, AAC_BIT_RATE] : [])];
}

function pictureMetadata({ facts: { video } }: JobPlan): string[] {
  return [
    ...tagOptions(0, { language: video.tags.language, title: video.tags.title }),
    ...['-disposition:0', video.dispositions.join('+') || '0'],
  ];
}

function streamMetadata({ facts, container }: JobPlan, { index }: StreamDecision, position: number): string[] {
  const stream = facts.companions.find((companion) => companion.index === index);
  if (stream === undefined) return [];
  const title = stream.title ?? undefined;
  return [
    // MP4 has no field for a track's title; players show the name of its handler.
    ...tagOptions(position, {
      language: stream.language ?? undefined,
      title,
      ...(container === 'mp4' ? { handler_name: title } : MP4_TRACK_TAGS),
    }),
    ...['-disposition:' + String(position), stream.dispositions.join('+') || '0'],
  ];
}

function tagOptions(stream: number, tags: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(tags).flatMap(([name, value]) =>
    value === undefined ? [] : [`-metadata:s:${stream}`, `${name}=${value}`],
  );
}

/**
 * With a multiple of the time base's own denominator every tick of the source is a whole number of ticks: of the track,
 * and of the movie, in which MP4 counts where a track starts.
 */
function containerOptions({ container, timing, encoderArguments }: JobPlan): string[] {
  if (container === 'mkv') return ['-write_crc32', '0'];
  const trackScale = timing.timeBase.den;
  const movieScale = trackScale * Math.ceil(MIN_MOVIE_TIMESCALE / trackScale);
  return [
    ...['-video_track_timescale', String(trackScale), '-movie_timescale', String(movieScale)],
    // Apple's players take HEVC by this name only.
    ...(encoderArguments.includes('libx265') ? ['-tag:v', 'hvc1'] : []),
    // FLAC in MP4 is a standard by now, and still an experiment to ffmpeg.
    ...['-strict', '-2', '-movflags', '+faststart'],
  ];
}
