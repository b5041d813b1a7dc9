import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { SourceFacts } from '../../../contracts/media.js';
import type { ToolOptions } from '../../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from '../arguments/source-input.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { runFfprobe } from '../running/run-ffprobe.js';
import { choosePictureStream } from './choose-picture-stream.js';
import { parseFfprobeOutput, SHOW_FACTS } from './ffprobe-output.js';
import { readFacts } from './read-facts.js';

/** What a file that Upreel made says of itself. */
export async function describe(
  settings: MediaToolSettings,
  path: string,
  { signal }: ToolOptions,
): Promise<SourceFacts> {
  const { exitCode, stdout, messages } = await runFfprobe(settings, {
    arguments: [...SHOW_FACTS, ...OWN_FILE_OPTIONS, '-i', path],
    timeoutMs: settings.limits.stallMs,
    signal,
  });
  const output = exitCode === 0 ? parseFfprobeOutput(stdout) : null;
  const picture = choosePictureStream(output?.streams ?? []);
  if (output === null || picture === undefined) {
    throw new UpreelError(FailureType.MediaToolFailed, 'What the result says of itself could not be read.', {
      cause: new Error(messages.join('\n')),
    });
  }
  return readFacts(output, picture);
}
