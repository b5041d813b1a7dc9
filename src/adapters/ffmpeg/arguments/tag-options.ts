import type { JobPlan, StreamDecision } from '../../../contracts/checkpoints.js';
import type { Container } from '../../../contracts/job-options.js';
import { fitMp4Fields, sortFileTags, sortStreamTags, type Tags } from '../../../domain/carried-tags.js';

/** Names that the MP4 demuxer gives its tracks, and that mean nothing elsewhere. */
const MP4_TRACK_TAGS = { handler_name: '', vendor_id: '' } as const;

/** Tags and dispositions of the picture and of every stream that is kept, in the order of the plan. */
export function streamTagOptions(plan: JobPlan, kept: readonly StreamDecision[]): string[] {
  const { facts, container } = plan;
  const { video } = facts;
  const companions = kept.map(({ index }) => facts.companions.find((companion) => companion.index === index));
  // Plans of before tags were read leave them to ffmpeg, which copies them from the streams file.
  const ours = companions.every((stream) => stream?.tags !== undefined);
  return [
    ...(ours ? ['-map_metadata:s', '-1'] : []),
    ...tagOptions(0, video.tags, container),
    ...['-disposition:0', video.dispositions.join('+') || '0'],
    ...companions.flatMap((stream, position) => {
      if (stream === undefined) return [];
      const { tags = {}, language, title, dispositions } = stream;
      const named = { ...tags, ...(language !== null && { language }), ...(title !== null && { title }) };
      return [
        ...tagOptions(position + 1, named, container),
        ...[`-disposition:${position + 1}`, dispositions.join('+') || '0'],
      ];
    }),
  ];
}

/** MP4's own fields, which every player reads, where they hold all of the file's tags; else QuickTime's keys. */
export function mp4TagFlags({ facts, container }: JobPlan): string {
  return fitMp4Fields(sortFileTags(facts.tags, container).carried) ? '' : '+use_metadata_tags';
}

function tagOptions(stream: number, tags: Tags, container: Container): string[] {
  const { carried } = sortStreamTags(tags, container);
  const { title } = carried;
  // MP4 has no field for a track's title; players show the name of its handler.
  const name = container === 'mkv' ? MP4_TRACK_TAGS : title === undefined ? {} : { handler_name: title };
  return Object.entries({ ...carried, ...name }).flatMap(([key, value]) => [
    `-metadata:s:${stream}`,
    `${key}=${value}`,
  ]);
}
