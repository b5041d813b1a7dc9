import type { SourceFacts } from '../../../contracts/media.js';
import { isHdr } from '../../../domain/plan-color.js';
import type { ToolOptions } from '../../../ports/media-tool.js';
import { sourceInputOptions } from '../arguments/source-input.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { probeBounds } from '../running/process-bounds.js';
import { runFfprobe } from '../running/run-ffprobe.js';
import { choosePictureStream } from './choose-picture-stream.js';
import { measureFields } from './measure-fields.js';
import { parseFfprobeFrames, parseFfprobeOutput, SHOW_FACTS, type FfprobeStream } from './ffprobe-output.js';
import { readFacts } from './read-facts.js';
import { checkLimits, refuseUnreadable, refuseWithoutPicture } from './refuse-source.js';

/** What a user's file is. Refuses what is no video, or too large, before any of it is decoded. */
export async function probe(
  settings: MediaToolSettings,
  path: string,
  { signal }: ToolOptions = {},
): Promise<SourceFacts> {
  const { limits } = settings;
  const { exitCode, stdout, messages } = await runFfprobe(settings, {
    arguments: [...SHOW_FACTS, '-print_format', 'json', ...sourceInputOptions(limits), '-i', path],
    timeoutMs: limits.probeTimeoutMs,
    bounds: probeBounds(limits),
    signal,
  });
  const output = exitCode === 0 ? parseFfprobeOutput(stdout) : null;
  if (output === null) throw await refuseUnreadable(path, messages);
  const picture = choosePictureStream(output.streams);
  if (picture === undefined) throw refuseWithoutPicture(output, messages);
  checkLimits(output, picture, limits);
  const facts = readFacts(output, await withFrameMetadata(settings, path, picture, signal));
  const measuredFields = await measureFields(settings, path, facts.video, { ...(signal && { signal }) });
  return { ...facts, video: { ...facts.video, measuredFields } };
}

/** Where HDR metadata is not in the container, it is in the first picture: only there a frame is decoded to see it. */
async function withFrameMetadata(
  settings: MediaToolSettings,
  path: string,
  picture: FfprobeStream,
  signal: AbortSignal | undefined,
): Promise<FfprobeStream> {
  if (picture.color_transfer === undefined || !isHdr({ transfer: picture.color_transfer })) return picture;
  const { limits } = settings;
  const { stdout } = await runFfprobe(settings, {
    arguments: [
      ...['-v', 'error', '-print_format', 'json', '-select_streams', String(picture.index)],
      ...['-show_frames', '-show_entries', 'frame=side_data_list', '-read_intervals', '%+#1'],
      ...[...sourceInputOptions(limits), '-i', path],
    ],
    timeoutMs: limits.probeTimeoutMs,
    bounds: probeBounds(limits),
    signal,
  });
  const inFrame = parseFfprobeFrames(stdout).flatMap(({ side_data_list: sideData = [] }) => sideData);
  return { ...picture, side_data_list: [...(picture.side_data_list ?? []), ...inFrame] };
}
