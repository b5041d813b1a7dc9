import type { Decision, StreamDecision } from '../contracts/checkpoints.js';
import type { Container } from '../contracts/job-options.js';
import type { SourceFacts } from '../contracts/media.js';
import { fitMp4Fields, sortFileTags, sortStreamTags, type SortedTags } from './carried-tags.js';

/** What becomes of the tags of a file and of the streams that are kept, as far as they are not simply carried. */
export function tagDecisions(
  { tags, video, companions, chapters }: SourceFacts,
  container: Container,
  streams: readonly StreamDecision[],
): Decision[] {
  const kept = new Set(streams.flatMap(({ index, action }) => (action === 'drop' ? [] : [index])));
  const file = sortFileTags(tags, container);
  const sorted: (readonly [of: string, tags: SortedTags])[] = [
    ['the file', file],
    ['the picture', sortStreamTags(video.tags, container)],
    ...companions
      .filter(({ index }) => kept.has(index))
      .map(({ index, type, tags: own = {} }) => [`${type} stream ${index}`, sortStreamTags(own, container)] as const),
    ...chapters.map((chapter, index) => [`chapter ${index + 1}`, sortStreamTags(chapter.tags, container)] as const),
  ];
  const unheld = sorted.flatMap(([of, { unheld: names }]) => names.map((name) => `${name} of ${of}`));
  const technical = [...new Set(sorted.flatMap(([, { technical: names }]) => names))];
  return [
    ...about(unheld, 'dropped', `${container} has no field for them.`),
    ...about(technical, 'not carried', "They say how the source's own file was made, and would be wrong of another."),
    ...(container === 'mp4' && !fitMp4Fields(file.carried)
      ? about(Object.keys(file.carried), "kept as QuickTime's keys", "MP4's own fields do not hold all of them.")
      : []),
  ];
}

function about(names: readonly string[], what: string, why: string): Decision[] {
  return names.length === 0 ? [] : [{ about: 'tags', decision: `${what}: ${names.join(', ')}`, why }];
}
