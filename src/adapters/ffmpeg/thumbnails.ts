import { THUMBNAIL_SIDE } from '../../domain/thumbnail-of.js';
import type { MediaTool, Thumbnails, ToolOptions } from '../../ports/media-tool.js';
import { thumbnailOptions } from './arguments/thumbnail-arguments.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { readSegments } from './read-segments.js';

type ThumbnailsRequest = Parameters<MediaTool['thumbnails']>[0];

const BYTES = THUMBNAIL_SIDE * THUMBNAIL_SIDE * 3;

/** Decodes whole segments, with the plan's colours: what the files themselves say of them does not count. */
export async function thumbnails(
  settings: MediaToolSettings,
  { picture, coded, extracted }: ThumbnailsRequest,
  options: ToolOptions,
): Promise<Thumbnails> {
  const bytes = await readSegments(
    settings,
    {
      coded: { path: coded, options: thumbnailOptions(picture, 'coded') },
      extracted: extracted === null ? null : { path: extracted, options: thumbnailOptions(picture, 'extracted') },
    },
    options,
  );
  return { coded: split(bytes.coded), extracted: bytes.extracted && split(bytes.extracted) };
}

function split(bytes: Buffer): Uint8Array[] {
  return Array.from({ length: bytes.length / BYTES }, (_, frame) => bytes.subarray(frame * BYTES, (frame + 1) * BYTES));
}
