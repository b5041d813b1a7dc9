import type { Container } from '../../../contracts/job-options.js';
import type { SourceFacts } from '../../../contracts/media.js';

/** Tags of a container that describe its own file and are wrong in another. */
const OWN_TAGS: ReadonlySet<string> = new Set([
  ...['major_brand', 'minor_version', 'compatible_brands', 'encoder', 'duration'],
]);

/** MP4's muxer would make a time code track of it, which counts frames that it cannot know here. */
const TIME_CODE = 'timecode';

/** Container tags and chapters in ffmpeg's metadata file format: they stay even when no other stream does. */
export function formatMetadata({ tags, chapters }: SourceFacts, container: Container): string {
  const unwanted = container === 'mp4' ? new Set([...OWN_TAGS, TIME_CODE]) : OWN_TAGS;
  const kept = Object.entries(tags).filter(([name]) => !unwanted.has(name.toLowerCase()));
  return [';FFMETADATA1', ...formatTags(Object.fromEntries(kept)), ...chapters.flatMap(formatChapter), ''].join('\n');
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
