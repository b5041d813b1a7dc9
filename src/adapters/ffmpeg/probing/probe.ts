import type { SourceFacts } from '../../../contracts/media.js';
import type { ToolOptions } from '../../../ports/media-tool.js';
import { boundedRunOptions, sourceInputOptions } from '../arguments/source-input.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { runFfprobe } from '../running/run-ffprobe.js';
import { choosePictureStream } from './choose-picture-stream.js';
import { parseFfprobeOutput } from './ffprobe-output.js';
import { readFacts } from './read-facts.js';
import { checkLimits, refuseUnreadable, refuseWithoutPicture } from './refuse-source.js';

const SHOW = ['-v', 'error', '-print_format', 'json', '-show_streams', '-show_format', '-show_chapters'];

/** What a user's file is. Refuses what is no video, or too large, without decoding it. */
export async function probe(
  settings: MediaToolSettings,
  path: string,
  { signal }: ToolOptions = {},
): Promise<SourceFacts> {
  const { limits } = settings;
  const { exitCode, stdout, messages } = await runFfprobe(settings, {
    arguments: [...boundedRunOptions(limits), ...SHOW, ...sourceInputOptions(limits), '-i', path],
    timeoutMs: limits.probeTimeoutMs,
    signal,
  });
  const output = exitCode === 0 ? parseFfprobeOutput(stdout) : null;
  if (output === null) throw await refuseUnreadable(path, messages);
  const picture = choosePictureStream(output.streams);
  if (picture === undefined) throw refuseWithoutPicture(output);
  checkLimits(output, picture, limits);
  return readFacts(output, picture);
}
