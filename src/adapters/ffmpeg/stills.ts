import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { FramePlace, MediaTool, Stills, ToolOptions } from '../../ports/media-tool.js';
import { toRgbFilter } from './arguments/color-conversion.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { readSegments } from './read-segments.js';

type StillsRequest = Parameters<MediaTool['stills']>[0];

/** Counts frames as it decodes them, from the first on: no time stamp can pick another. */
export async function stills(
  settings: MediaToolSettings,
  { picture, coded, extracted }: StillsRequest,
  options: ToolOptions,
): Promise<Stills> {
  const ofExtracted = extracted && {
    path: extracted.path,
    options: stillOptions(1, `${pick(extracted)},${toRgbFilter(picture)}`),
  };
  const pngs = await readSegments(
    settings,
    { coded: { path: coded.path, options: stillOptions(0, pick(coded)) }, extracted: ofExtracted },
    options,
  );
  return {
    coded: required(pngs.coded, coded),
    extracted: extracted && pngs.extracted && required(pngs.extracted, extracted),
  };
}

function pick({ frame }: FramePlace): string {
  return `select=eq(n\\,${frame})`;
}

function stillOptions(input: number, filter: string): string[] {
  return ['-map', `${input}:v:0`, '-vf', filter, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe'];
}

function required(png: Uint8Array, { path, frame }: FramePlace): Uint8Array {
  if (png.length === 0) throw new UpreelError(FailureType.MediaToolFailed, `There is no frame ${frame} in ${path}.`);
  return png;
}
