import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { FramePlace, MediaTool, Stills, ToolOptions } from '../../ports/media-tool.js';
import type { Frame } from '../../ports/upscaler.js';
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
  const samples = await readSegments(
    settings,
    { coded: { path: coded.path, options: stillOptions(0, pick(coded)) }, extracted: ofExtracted },
    options,
  );
  const { width, height, outputWidth, outputHeight } = picture;
  return {
    coded: frameOf(samples.coded, coded, { width: outputWidth, height: outputHeight }),
    extracted: extracted && samples.extracted && frameOf(samples.extracted, extracted, { width, height }),
  };
}

function pick({ frame }: FramePlace): string {
  return `select=eq(n\\,${frame})`;
}

function stillOptions(input: number, filter: string): string[] {
  return ['-map', `${input}:v:0`, '-vf', filter, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo'];
}

function frameOf(data: Buffer, { path, frame }: FramePlace, size: { width: number; height: number }): Frame {
  if (data.length === size.width * size.height * 3) return { data: Uint8Array.from(data), ...size };
  throw new UpreelError(
    FailureType.MediaToolFailed,
    `There is no frame ${frame} of ${size.width}×${size.height} in ${path}.`,
  );
}
