import { EXIT_CODE } from './exit-error.js';

export interface Interruption {
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  readonly dispose: () => void;
}

/** Listens for interruptions. The second one ends the process at once, and with it what it started. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    // Not the signal's own effect: exit listeners must run, they end the stack's processes.
    if (controller.signal.aborted) process.exit(EXIT_CODE.interrupted);
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    dispose: () => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    },
  };
}
