import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { FailureType, UpreelError } from '../../../contracts/failures.js';
import { boundedRunOptions } from '../arguments/source-input.js';
import type { MediaToolSettings } from '../media-tool-config.js';
import { isProgressLine, parseProgress } from '../progress/parse-progress.js';
import { endChild } from './end-child.js';
import { LineTail } from './line-tail.js';
import { isOutOfMemory, isOutOfTime, takesTooMuch, type ProcessBounds } from './process-bounds.js';
import { StallWatchdog } from './stall-watchdog.js';
import { launcherOf, warmMediaTool } from './warm-media-tool.js';

export interface FfmpegRun {
  readonly inputs: readonly { readonly options: readonly string[]; readonly source: string | Readable }[];
  /** Options of each end with its format; at most one target is a stream, which gets the tool's stdout. */
  readonly outputs: readonly { readonly options: readonly string[]; readonly target: string | Writable }[];
  /** Whether the tool is watched from its start, or only while the caller arms the watchdog. */
  readonly watch: 'always' | 'armed';
  /** Where it reads a user's file: what it may take of the machine. Beyond, `finished` rejects with `SourceTooLarge`. */
  readonly bounds?: ProcessBounds;
  readonly signal?: AbortSignal | undefined;
  /** Every message of the tool: `[level] text` with what said it before. */
  readonly onMessage?: (line: string) => void;
  readonly onFrames?: ((frames: number) => void) | undefined;
}

export interface RunningFfmpeg {
  readonly watchdog: StallWatchdog;
  /**
   * Resolves when the tool has ended well and its streams are closed. Rejects when it is gone: with the signal's reason
   * when it was aborted, else `MediaToolFailed` whose cause has its last words.
   */
  readonly finished: Promise<void>;
  /** Ends the tool; `finished` rejects with `reason`. */
  stop(reason: unknown): void;
}

/** The system's own words for ENOSPC. */
const DISK_FULL = 'No space left on device';

/** What was written last may stay in memory until the end, and then ffmpeg (5.1) ends with code 0 all the same. */
const UNWRITTEN = /Error (?:writing trailer of|closing file) /;

const GLOBAL_OPTIONS = [
  '-hide_banner',
  '-nostdin',
  '-nostats',
  '-loglevel',
  'repeat+level+warning',
  '-progress',
  'pipe:2',
];

/** Starts ffmpeg through fluent-ffmpeg and looks after it until it is gone. */
export async function startFfmpeg(settings: MediaToolSettings, run: FfmpegRun): Promise<RunningFfmpeg> {
  await warmMediaTool(settings);
  const launcher = await launcherOf(settings.ffmpeg, run.bounds);
  run.signal?.throwIfAborted();
  const tail = new LineTail();
  let child: ChildProcess | undefined;
  let stopped: Error | undefined;
  const stop = (reason: unknown): void => {
    stopped ??= reason instanceof Error ? reason : new Error(String(reason));
    if (child === undefined) return;
    child.stdout?.destroy();
    child.stdin?.destroy();
    endChild(child, settings.limits.killGraceMs);
  };
  const watchdog = new StallWatchdog(settings.limits.stallMs, () => {
    stop(failure(`ffmpeg made no progress for ${settings.limits.stallMs / 1000} seconds and was ended.`, tail));
  });

  const bounded = run.bounds === undefined ? [] : boundedRunOptions(settings.limits);
  const command = buildCommand(run, [...launcher.arguments, ...GLOBAL_OPTIONS, ...bounded]);
  listen(command, run, watchdog, tail);
  const finished = new Promise<void>((resolve, reject) => {
    command.on('start', () => {
      const started = childOf(command);
      const startedMs = performance.now();
      child = started;
      if (started.pid !== undefined) started.once('close', settings.noteChild(started.pid));
      // fluent-ffmpeg's own listener throws when a command cannot be started at all.
      started.removeAllListeners('error').on('error', (error) => {
        reject(failure(`ffmpeg could not be started: ${error.message}.`, tail, error));
      });
      started.once('close', (code, signal) => {
        if (stopped !== undefined) reject(stopped);
        else if (code === 0 && !UNWRITTEN.test(tail.toString())) resolve();
        else {
          const exceeded = exceededBounds(run, { signal, ranMs: performance.now() - startedMs, said: tail.toString() });
          reject(exceeded ?? failure(`ffmpeg ended with ${signal ?? `code ${code ?? 'unknown'}`}.`, tail));
        }
      });
      if (stopped !== undefined) stop(stopped);
    });
    command.on('error', (error: Error) => {
      if (child === undefined) reject(failure(`ffmpeg could not be started: ${error.message}.`, tail, error));
    });
  });
  const onAbort = (): void => {
    stop(run.signal?.reason);
  };
  run.signal?.addEventListener('abort', onAbort, { once: true });
  if (run.watch === 'always') watchdog.arm();
  command.run();
  const settled = finished.finally(() => {
    watchdog.close();
    run.signal?.removeEventListener('abort', onAbort);
  });
  // Whoever waits for the streams first looks at this later: no rejection is unhandled in between.
  settled.catch(() => undefined);
  return { watchdog, stop, finished: settled };
}

/** The order fluent-ffmpeg keeps: options of the first input come first of all, hence before them what is global. */
function buildCommand({ inputs, outputs }: FfmpegRun, leading: readonly string[]): FfmpegCommand {
  const command = ffmpeg();
  inputs.forEach(({ options, source }, index) => {
    // Given one by one, options are taken as they are; an array's would be split at spaces.
    const [first = '', ...rest] = [...(index === 0 ? leading : []), ...options];
    command.input(source).inputOptions(first, ...rest);
  });
  for (const { options, target } of outputs) {
    const [first = '', ...rest] = options;
    command.output(target).outputOptions(first, ...rest);
  }
  return command;
}

function listen(command: FfmpegCommand, run: FfmpegRun, watchdog: StallWatchdog, tail: LineTail): void {
  const last = new Map<string, number>();
  command.on('stderr', (line: string) => {
    if (!isProgressLine(line)) {
      if (line.trim() === '') return;
      tail.add(line);
      run.onMessage?.(line);
      return;
    }
    const progress = parseProgress(line);
    if (progress === null || last.get(progress.key) === progress.value) return;
    last.set(progress.key, progress.value);
    watchdog.progress();
    if (progress.key === 'frame') run.onFrames?.(progress.value);
  });
}

/** fluent-ffmpeg keeps the process it started in a field that its types leave out. */
function childOf(command: FfmpegCommand): ChildProcess {
  const { ffmpegProc } = command as FfmpegCommand & { ffmpegProc?: ChildProcess };
  if (ffmpegProc === undefined) throw new TypeError('fluent-ffmpeg emits "start" after it has started the process.');
  return ffmpegProc;
}

/** Why a process that reads a user's file ended, where it took more than it may. */
function exceededBounds(
  { bounds }: FfmpegRun,
  end: { readonly signal: NodeJS.Signals | null; readonly ranMs: number; readonly said: string },
): UpreelError | null {
  if (bounds === undefined) return null;
  if (isOutOfMemory(end.said)) return takesTooMuch(`${bounds.memoryBytes} bytes of memory`, end.said);
  if (!isOutOfTime(bounds, end.signal, end.ranMs)) return null;
  return takesTooMuch(`${bounds.cpuSeconds} seconds of processor time`, end.said);
}

function failure(sentence: string, tail: LineTail, cause?: Error): UpreelError {
  const said = tail.toString();
  if (said.includes(DISK_FULL)) {
    return new UpreelError(FailureType.OutOfDisk, "The worker's disk is full.", { cause: cause ?? new Error(said) });
  }
  return new UpreelError(FailureType.MediaToolFailed, sentence, { cause: cause ?? new Error(said) });
}
