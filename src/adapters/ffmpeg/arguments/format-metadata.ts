import type { Container } from '../../../contracts/job-options.js';
import type { SourceFacts } from '../../../contracts/media.js';
import { sortFileTags } from '../../../domain/carried-tags.js';

/** Container tags and chapters in ffmpeg's metadata file format: they stay even when no other stream does. */
export function formatMetadata({ tags, chapters }: SourceFacts, container: Container): string {
  return [
    ';FFMETADATA1',
    ...formatTags(sortFileTags(tags, container).carried),
    ...chapters.flatMap(formatChapter),
    '',
  ].join('\n');
}

function formatChapter({ timeBase, startTick, endTick, tags }: SourceFacts['chapters'][number]): string[] {
  return [
    '[CHAPTER]',
    `TIMEBASE=${timeBase.num}/${timeBase.den}`,
    `START=${startTick}`,
    `END=${endTick}`,
    ...formatTags(tags),
  ];
}

function formatTags(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).map(([name, value]) => `${escape(name)}=${escape(value)}`);
}

function escape(text: string): string {
  return text.replace(/[=;#\\\n]/g, '\\$&');
}
