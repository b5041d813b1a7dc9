import { Context } from '@temporalio/activity';
import { FailureType, UpreelError } from '../contracts/failures.js';
import type { FrameHeartbeat } from '../contracts/progress.js';
import { activityCounter } from './activity-metrics.js';

const HEARTBEAT_INTERVAL_MS = 1_000;

export interface Heartbeat {
  /** Aborted when Temporal cancels the attempt, or when nothing has moved for too long. */
  readonly signal: AbortSignal;
  /** Frames done so far; they travel with the next heartbeat. */
  readonly frames: (frames: number) => void;
  /** Something else moved, bytes for instance. */
  readonly alive: () => void;
}

/**
 * Heartbeats from a timer while work runs, but only as long as the work itself moves: after `stallMs` without a sign of
 * progress the work is aborted and the attempt fails, so a hung tool never looks alive.
 */
export async function withHeartbeat<T>(stallMs: number, work: (heartbeat: Heartbeat) => Promise<T>): Promise<T> {
  const context = Context.current();
  const stalled = new AbortController();
  const signal = AbortSignal.any([context.cancellationSignal, stalled.signal]);
  const frameCounter = activityCounter('frames');
  const details: { -readonly [K in keyof FrameHeartbeat]: FrameHeartbeat[K] } = { frames: 0 };
  let lastMoveMs = Date.now();
  const moved = (): void => {
    lastMoveMs = Date.now();
  };
  const beat = (): void => {
    if (Date.now() - lastMoveMs > stallMs) {
      const seconds = Math.round(stallMs / 1000);
      stalled.abort(
        new UpreelError(FailureType.MediaToolFailed, `Nothing moved for ${seconds} s: the step was stopped.`),
      );
    } else {
      context.heartbeat({ ...details });
    }
  };
  const timer = setInterval(beat, HEARTBEAT_INTERVAL_MS);
  try {
    return await work({
      signal,
      alive: moved,
      frames: (frames) => {
        frameCounter.add(Math.max(0, frames - details.frames));
        details.frames = frames;
        moved();
      },
    });
  } catch (error) {
    if (stalled.signal.aborted) throw stalled.signal.reason;
    throw error;
  } finally {
    clearInterval(timer);
  }
}
