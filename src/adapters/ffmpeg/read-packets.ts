import { FailureType, UpreelError } from '../../contracts/failures.js';
import { parseRational } from '../../domain/rational.js';
import type { PacketTable, ToolOptions } from '../../ports/media-tool.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { runFfprobe } from './running/run-ffprobe.js';

/** Time stamps of the picture's packets, in presentation order. Reads line by line: memory is one number a frame. */
export async function readPackets(
  settings: MediaToolSettings,
  path: string,
  { signal, onFrames }: ToolOptions,
): Promise<PacketTable> {
  const ticks: number[] = [];
  let timeBase = null as PacketTable['timeBase'] | null;
  const { exitCode, messages } = await runFfprobe(settings, {
    arguments: [
      ...['-v', 'error', ...OWN_FILE_OPTIONS, '-select_streams', 'v:0'],
      ...['-show_entries', 'packet=pts:stream=time_base', '-of', 'compact=p=0', '-i', path],
    ],
    timeoutMs: settings.limits.stallMs,
    signal,
    onLine: (line) => {
      const pts = /^pts=(-?\d+)/.exec(line)?.[1];
      if (pts !== undefined) {
        ticks.push(Number(pts));
        onFrames?.(ticks.length);
      }
      timeBase ??= parseRational(/^time_base=(\S+)/.exec(line)?.[1]);
    },
  });
  if (exitCode !== 0 || timeBase === null || messages.length > 0) {
    throw new UpreelError(FailureType.MediaToolFailed, 'The packets of the picture could not be read.', {
      cause: new Error(messages.join('\n')),
    });
  }
  return { timeBase, ticks: ticks.sort((a, b) => a - b) };
}
