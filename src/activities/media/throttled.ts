interface Throttled {
  /** Dropped while a write runs or the last one is young. */
  readonly offer: (value: number) => void;
  /** Waits for the write that runs, then writes the last value. */
  readonly finish: (value: number) => Promise<void>;
}

/** Passes on a rising number now and then; a write that fails is not worth failing the work for, the last one is. */
export function throttled(intervalMs: number, write: (value: number) => Promise<void>): Throttled {
  let lastMs = Date.now();
  let running: Promise<void> | null = null;
  return {
    offer: (value) => {
      if (running !== null || Date.now() - lastMs < intervalMs) return;
      lastMs = Date.now();
      running = write(value)
        .catch(() => undefined)
        .finally(() => {
          running = null;
        });
    },
    finish: async (value) => {
      await running;
      await write(value);
    },
  };
}
