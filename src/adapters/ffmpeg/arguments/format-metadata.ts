import type { SourceFacts } from '../../../contracts/media.js';

/** Tags of a container that describe its own file and are wrong in another. */
const OWN_TAGS: ReadonlySet<string> = new Set([
  ...['major_brand', 'minor_version', 'compatible_brands', 'encoder', 'duration'],
]);

/** Container tags and chapters in ffmpeg's metadata file format: they stay even when no other stream does. */
export function formatMetadata({ tags, chapters }: SourceFacts): string {
  return [';FFMETADATA1', ...formatTags(tags), ...chapters.flatMap(formatChapter), ''].join('\n');
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
  return Object.entries(tags)
    .filter(([name]) => !OWN_TAGS.has(name.toLowerCase()))
    .map(([name, value]) => `${escape(name)}=${escape(value)}`);
}

function escape(text: string): string {
  return text.replace(/[=;#\\\n]/g, '\\$&');
}
