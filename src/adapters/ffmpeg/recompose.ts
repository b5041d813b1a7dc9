import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { StreamDecision } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { segmentName } from '../../contracts/object-keys.js';
import type { MediaTool, ToolOptions } from '../../ports/media-tool.js';
import { concatList } from './arguments/concat-list.js';
import { formatMetadata } from './arguments/format-metadata.js';
import { pictureInputs, recomposeOutputOptions, streamsInputs } from './arguments/recompose-arguments.js';
import { OWN_FILE_OPTIONS } from './arguments/source-input.js';
import { lostDelays } from './lost-delays.js';
import type { MediaToolSettings } from './media-tool-config.js';
import { isHarmlessWhenJoining } from './progress/harmless-messages.js';
import { startFfmpeg } from './running/start-ffmpeg.js';

type RecomposeRequest = Parameters<MediaTool['recompose']>[0];

/** Joins the batches without touching a packet and adds what came with the picture. */
export async function recompose(
  settings: MediaToolSettings,
  { plan, segments, streams, output }: RecomposeRequest,
  { signal, onFrames }: ToolOptions,
): Promise<void> {
  const directory = await mkdtemp(join(dirname(resolve(output)), 'join-'));
  const warnings: string[] = [];
  try {
    const ordered = [...segments].sort((a, b) => a.firstFrame - b.firstFrame);
    const named = ordered.map((segment) => ({ ...segment, name: segmentName(segment.firstFrame) }));
    // The concat demuxer takes safe relative names only: links of ours stand for the files.
    for (const { path, name } of named) await symlink(resolve(path), join(directory, name));
    const list = join(directory, 'list.ffconcat');
    const metadata = join(directory, 'metadata.txt');
    await writeFile(list, concatList(named, plan.timing));
    await writeFile(metadata, formatMetadata(plan.facts, plan.container));
    const lost = await lostDelays(settings, {
      path: streams ?? '',
      inputOptions: OWN_FILE_OPTIONS,
      streams: streams === null || plan.container !== 'mkv' ? [] : copiedOpusStreams(plan.streams),
      beside: output,
      signal,
    });
    const others = streams === null ? null : streamsInputs(plan, streams, lost);
    const run = await startFfmpeg(settings, {
      inputs: [...pictureInputs(plan, { list, metadata }), ...(others?.inputs ?? [])],
      outputs: [{ options: recomposeOutputOptions(plan, others?.inputOf ?? null), target: output }],
      watch: 'always',
      signal,
      onFrames,
      onMessage: (message) => {
        if (!isHarmlessWhenJoining(message)) warnings.push(message);
      },
    });
    await run.finished;
    const [warning] = warnings;
    if (warning !== undefined) {
      throw new UpreelError(FailureType.OutputMismatch, `Joining the batches was not clean: ${warning}.`, {
        cause: new Error(warnings.join('\n')),
      });
    }
  } catch (error) {
    await rm(output, { force: true });
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Their positions in the streams file. */
function copiedOpusStreams(decisions: readonly StreamDecision[]): number[] {
  const kept = decisions.filter(({ action }) => action !== 'drop');
  return kept.flatMap(({ action, codec }, position) => (action === 'copy' && codec === 'opus' ? [position] : []));
}
