import ffmpeg from 'fluent-ffmpeg';
import { access, constants } from 'node:fs/promises';
import { FailureType, UpreelError } from '../../../contracts/failures.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { boundsOptions, type ProcessBounds } from './process-bounds.js';

const SETPRIV = '/usr/bin/setpriv';
const PRLIMIT = '/usr/bin/prlimit';

/**
 * What stands before a tool's own name on its command line: with setpriv the kernel ends it when this process dies, even
 * by SIGKILL, so that no orphan goes on writing; with prlimit it holds the tool to its bounds. Elsewhere nothing.
 */
export interface Launcher {
  readonly command: string;
  readonly arguments: readonly string[];
}

const warm = new Map<string, Promise<void>>();

/**
 * Takes fluent-ffmpeg's capability queries (about half a second), which otherwise fall to the first command. Once for a
 * path; fluent-ffmpeg keeps one path and one answer for the process.
 * @throws UpreelError `MediaToolFailed` when there is no ffmpeg that runs
 */
export function warmMediaTool({ ffmpeg: path }: Pick<MediaToolSettings, 'ffmpeg'>): Promise<void> {
  const known = warm.get(path);
  if (known !== undefined) return known;
  const started = queryCapabilities(path);
  warm.set(path, started);
  started.catch(() => warm.delete(path));
  return started;
}

export async function launcherOf(path: string, bounds?: ProcessBounds): Promise<Launcher> {
  if (!(await isExecutable(SETPRIV))) return { command: path, arguments: [] };
  const held = bounds !== undefined && (await isExecutable(PRLIMIT)) ? [PRLIMIT, ...boundsOptions(bounds), '--'] : [];
  return { command: SETPRIV, arguments: ['--pdeathsig', 'KILL', '--', ...held, path] };
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function queryCapabilities(path: string): Promise<void> {
  try {
    // fluent-ffmpeg's answers are the process's: it would not miss a second tool that does not exist.
    await access(path, constants.X_OK);
    const command = ffmpeg().setFfmpegPath(path);
    await new Promise<void>((resolve, reject) => {
      command.availableFormats((error: Error | null) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
    await new Promise<void>((resolve, reject) => {
      command.availableEncoders((error: Error | null) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  } catch (error) {
    throw new UpreelError(
      FailureType.MediaToolFailed,
      `ffmpeg does not run at ${path}; name a working one in the configuration.`,
      { cause: error },
    );
  }
  // The answers are kept by now: from here on the path is only used to start commands.
  ffmpeg.setFfmpegPath((await launcherOf(path)).command);
}
