import type { SourceObject } from '../../contracts/job.js';
import type { SourceFacts } from '../../contracts/media.js';
import type { MediaTool, ToolOptions } from '../../ports/media-tool.js';

/** What a source is, of which a copy lies at `path`. */
export type ReadSourceFacts = (source: SourceObject, path: string, options: ToolOptions) => Promise<SourceFacts>;

/** More jobs than one worker ever looks at and extracts at a time. */
const REMEMBERED = 32;

/**
 * The facts of a source are asked for when it is looked at and when it is extracted, most often of the same worker. One
 * version of an object never changes, so it is told again what it was told before, and no tool is started for it.
 */
export function rememberSourceFacts(media: Pick<MediaTool, 'probe'>): ReadSourceFacts {
  const known = new Map<string, SourceFacts>();
  return async ({ bucket, key, versionId, eTag }, path, options) => {
    const name = JSON.stringify([bucket, key, versionId, eTag]);
    const facts = known.get(name) ?? (await media.probe(path, options));
    known.set(name, facts);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return facts;
  };
}
