import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { boundedRunOptions } from '../arguments/source-input.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { endChild } from './end-child.js';
import { LineTail } from './line-tail.js';
import { isOutOfTime, takesTooMuch, type ProcessBounds } from './process-bounds.js';
import { launcherOf } from './warm-media-tool.js';

/** The exit code of a launcher whose program is not there. */
const SETPRIV_CANNOT_START = 127;

export interface FfprobeRun {
  readonly arguments: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** The run is ended after this, or, when lines are read, after so long without one. */
  readonly timeoutMs: number;
  /** Where it reads a user's file: what it may take of the machine. Beyond: `SourceTooLarge`. */
  readonly bounds?: ProcessBounds;
  /** Takes the output line by line instead of as a whole. */
  readonly onLine?: (line: string) => void;
}

export interface FfprobeResult {
  readonly exitCode: number;
  /** Empty when lines were taken. */
  readonly stdout: string;
  readonly messages: readonly string[];
}

/**
 * Runs ffprobe to its end, whatever its exit code. Not through fluent-ffmpeg, whose ffprobe can neither be ended nor
 * read as it comes, and drops side data.
 * @throws UpreelError `MediaToolFailed` when it cannot be started or does not end; the signal's reason when aborted
 */
export async function runFfprobe(settings: MediaToolSettings, run: FfprobeRun): Promise<FfprobeResult> {
  const launcher = await launcherOf(settings.ffprobe, run.bounds);
  // Nothing is awaited from here to the listener: an abort cannot slip through.
  run.signal?.throwIfAborted();
  const bounded = run.bounds === undefined ? [] : boundedRunOptions(settings.limits);
  const startedMs = performance.now();
  const child = spawn(launcher.command, [...launcher.arguments, '-hide_banner', ...bounded, ...run.arguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (child.pid !== undefined) child.once('close', settings.noteChild(child.pid));
  const tail = new LineTail();
  createInterface({ input: child.stderr }).on('line', (line) => {
    tail.add(line);
  });
  let stopped: Error | undefined;
  const stop = (reason: unknown): void => {
    stopped ??= reason instanceof Error ? reason : new Error(String(reason));
    endChild(child, settings.limits.killGraceMs);
  };
  const notRunnable = (cause: unknown): UpreelError => {
    const sentence = `ffprobe does not run at ${settings.ffprobe}; name a working one in the configuration.`;
    return new UpreelError(FailureType.MediaToolFailed, sentence, { cause });
  };
  const timer = setTimeout(() => {
    const sentence = `ffprobe did not answer within ${run.timeoutMs / 1000} seconds and was ended.`;
    stop(new UpreelError(FailureType.MediaToolFailed, sentence, { cause: new Error(tail.toString()) }));
  }, run.timeoutMs);
  const onAbort = (): void => {
    stop(run.signal?.reason);
  };
  run.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const exit = new Promise<number>((resolve, reject) => {
      child.once('error', (error) => {
        reject(notRunnable(error));
      });
      child.once('close', (code, signal) => {
        const { bounds } = run;
        if (stopped !== undefined) reject(stopped);
        else if (bounds !== undefined && isOutOfTime(bounds, signal, performance.now() - startedMs))
          reject(takesTooMuch(`${bounds.cpuSeconds} seconds of processor time`, tail.toString()));
        else if (signal !== null)
          reject(new UpreelError(FailureType.MediaToolFailed, `ffprobe was ended by ${signal}.`));
        else if (code === SETPRIV_CANNOT_START) reject(notRunnable(new Error(tail.toString())));
        else resolve(code ?? 0);
      });
    });
    const { onLine } = run;
    if (onLine === undefined) {
      const [exitCode, stdout] = await Promise.all([exit, text(child.stdout)]);
      return { exitCode, stdout, messages: tail.lines };
    }
    createInterface({ input: child.stdout }).on('line', (line) => {
      timer.refresh();
      onLine(line);
    });
    return { exitCode: await exit, stdout: '', messages: tail.lines };
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', onAbort);
  }
}
