import type { JobPlan, StreamDecision } from '../../../contracts/checkpoints.js';
import { formatMicroseconds, microsecondsOf } from '../../../domain/microseconds.js';
import { OWN_FILE_OPTIONS } from './source-input.js';
import { clockOrigin } from './source-clock.js';

interface JoinFiles {
  readonly list: string;
  readonly metadata: string;
  readonly streams: string | null;
}

const FAMILY_FORMAT = { mp4: 'mp4', mkv: 'matroska' } as const;
const TRANSCODERS: Readonly<Record<string, readonly string[]>> = {
  aac: ['aac', '-b', '256k'],
  flac: ['flac'],
  mov_text: ['mov_text'],
  subrip: ['subrip'],
};

/** Picture, tags and chapters, and the other streams, in this order; `-copyts` keeps every clock. */
export function recomposeInputs(
  { timing, facts }: JobPlan,
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
      : [{ options: [...OWN_FILE_OPTIONS, '-itsoffset', formatMicroseconds(-origin)], source: streams }]),
  ];
}

/** The streams file holds the streams that are not dropped, in the order of the plan. */
export function recomposeOutputOptions(plan: JobPlan, hasStreams: boolean): string[] {
  const kept = hasStreams ? plan.streams.filter(({ action }) => action !== 'drop') : [];
  return [
    ...['-map', '0:v:0', ...kept.flatMap((_, index) => ['-map', `2:${index}`])],
    ...['-map_metadata', '1', '-map_chapters', '1', '-c', 'copy'],
    ...kept.flatMap(transcodeOptions),
    ...pictureMetadata(plan),
    ...kept.flatMap((stream, index) => streamMetadata(plan, stream, index + 1)),
    ...containerOptions(plan),
    ...['-max_interleave_delta', '0', '-fflags', '+bitexact', '-f', FAMILY_FORMAT[plan.container]],
  ];
}

function transcodeOptions({ action, to }: StreamDecision, index: number): string[] {
  if (action !== 'transcode' || to === undefined) return [];
  const [codec = to, ...rest] = TRANSCODERS[to] ?? [to];
  const stream = String(index + 1);
  return [`-c:${stream}`, codec, ...rest.map((option) => (option.startsWith('-') ? `${option}:${stream}` : option))];
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
      handler_name: container === 'mp4' ? title : undefined,
    }),
    ...['-disposition:' + String(position), stream.dispositions.join('+') || '0'],
  ];
}

function tagOptions(stream: number, tags: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(tags).flatMap(([name, value]) =>
    value === undefined ? [] : [`-metadata:s:${stream}`, `${name}=${value}`],
  );
}

/** With the time base's own denominator every tick of the source is a whole number of ticks. */
function containerOptions({ container, timing }: JobPlan): string[] {
  return container === 'mp4'
    ? ['-video_track_timescale', String(timing.timeBase.den), '-movflags', '+faststart']
    : ['-write_crc32', '0'];
}
