/** Calls `onStall` when a running tool has shown no progress for `limitMs`. It counts only while it is armed. */
export class StallWatchdog {
  readonly #limitMs: number;
  readonly #onStall: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(limitMs: number, onStall: () => void) {
    this.#limitMs = limitMs;
    this.#onStall = onStall;
  }

  /** From now on the tool owes progress. */
  arm(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(this.#onStall, this.#limitMs);
  }

  progress(): void {
    this.#timer?.refresh();
  }

  /** The tool waits for us. */
  disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The tool has ended: arming it again does nothing. */
  close(): void {
    this.#closed = true;
    this.disarm();
  }
}
