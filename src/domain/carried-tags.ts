import type { Container } from '../contracts/job-options.js';

export type Tags = Readonly<Record<string, string>>;

export interface SortedTags {
  readonly carried: Tags;
  /** Names of those that say how the source's own file or stream was made, and would be wrong of another. */
  readonly technical: readonly string[];
  /** Names of those that the container has no field for. */
  readonly unheld: readonly string[];
}

/** What MXF and WMV files say of their own making: whose product, by which numbers. */
const OF_MAKING =
  /^(?:uid|(?:generation|product)_uid|(?:material_package|file_package|reel)_umid|product_name|product_version|product_version_num|toolkit_version_num|company_name|application_platform|toolkit_version|operational_pattern_ul|modification_date|wmfsdk\w+|isvbr|deviceconformancetemplate)$/i;

/** What containers and coders say of their own work; statistics of Matroska's tools may end in a language. */
const TECHNICAL =
  /^(?:major_brand|minor_version|compatible_brands|encoder|encoding_tool|duration|vendor_id|rotate|alpha_mode|variant_bitrate|(?:bps|number_of_frames|number_of_bytes|source_id|duration)(?:-\w+)?|_statistics_.*)$/i;

/** Of a stream: the file says it, and for MP4 the track's name is its title. */
const TECHNICAL_OF_STREAM = /^(?:creation_time|handler_name)$/i;

/** MP4's muxer would make a track of them, which counts frames by a clock of its own. */
const TIME_CODE = /^(?:timecode|reel_name)$/i;

/** What MP4's own (iTunes) fields and headers hold. */
const MP4_FIELDS: ReadonlySet<string> = new Set([
  ...['title', 'artist', 'album_artist', 'composer', 'album', 'date', 'comment', 'genre', 'copyright', 'grouping'],
  ...['lyrics', 'description', 'synopsis', 'show', 'episode_id', 'network', 'keywords', 'creation_time', 'location'],
]);

/** What MP4 says of a track. */
const MP4_TRACK_FIELDS: ReadonlySet<string> = new Set(['language', 'title']);

/** Of the file as a whole: MP4 takes any other, if need be as QuickTime's keys. */
export function sortFileTags(tags: Tags, container: Container): SortedTags {
  return sort(withoutDoubles(tags), isOfMaking, (name) => container === 'mkv' || !TIME_CODE.test(name));
}

/** Of a stream, the picture among them. */
export function sortStreamTags(tags: Tags, container: Container): SortedTags {
  return sort(
    tags,
    (name) => isOfMaking(name) || TECHNICAL_OF_STREAM.test(name),
    (name) => container === 'mkv' || MP4_TRACK_FIELDS.has(name.toLowerCase()),
  );
}

/** Whether MP4's own fields hold them all; QuickTime's keys hold any, but fewer players know them. */
export function fitMp4Fields(tags: Tags): boolean {
  return Object.keys(tags).every((name) => MP4_FIELDS.has(name.toLowerCase()));
}

function isOfMaking(name: string): boolean {
  return TECHNICAL.test(name) || OF_MAKING.test(name);
}

/** Demuxers give what is said in a language twice, once with its name behind: `location` and `location-eng`. */
function withoutDoubles(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(
      ([name, value]) => tags[name.replace(/-[a-z]{3}$/, '')] !== value || !/-[a-z]{3}$/.test(name),
    ),
  );
}

function sort(tags: Tags, isTechnical: (name: string) => boolean, isHeld: (name: string) => boolean): SortedTags {
  const names = Object.keys(tags);
  const telling = names.filter((name) => !isTechnical(name));
  return {
    carried: Object.fromEntries(Object.entries(tags).filter(([name]) => telling.includes(name) && isHeld(name))),
    technical: names.filter(isTechnical),
    unheld: telling.filter((name) => !isHeld(name)),
  };
}
