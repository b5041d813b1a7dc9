/** How long this worker was busy with each of the batches that it does side by side. */
export interface BusyMeter {
  /** A batch begins; the answer ends it and gives its seconds. */
  begin(): () => number;
}

/** Every second is shared equally by the batches of that second, so that all of them together are no more than passed. */
export function createBusyMeter(now: () => number = () => performance.now()): BusyMeter {
  let running = 0;
  let sinceMs = now();
  /** What a batch that ran from the first moment on would have. */
  let shareMs = 0;
  const advance = (): number => {
    const atMs = now();
    if (running > 0) shareMs += (atMs - sinceMs) / running;
    sinceMs = atMs;
    return shareMs;
  };
  return {
    begin() {
      const beganAt = advance();
      running += 1;
      let seconds: number | null = null;
      return () => {
        if (seconds !== null) return seconds;
        seconds = (advance() - beganAt) / 1000;
        running -= 1;
        return seconds;
      };
    },
  };
}
