import type { FrameCounts } from '../contracts/job.js';

/** Readers of the row look every few seconds at most; a write a batch would be thousands for nothing. */
const MIN_WRITE_INTERVAL_MS = 3_000;

/** Keeps the row's frame counters near the truth: one write at a time, the newest counts, not more often than needed. */
export class RowMirror {
  private inFlight: Promise<void> | null = null;
  private lastWriteMs = 0;
  private readonly write: (frames: FrameCounts) => Promise<void>;

  constructor(write: (frames: FrameCounts) => Promise<void>) {
    this.write = write;
  }

  /** Skipped while a write runs or the last is young: a later call, or the stage's own record, brings the counts. */
  offer(frames: FrameCounts): void {
    const now = Date.now();
    if (this.inFlight !== null || now - this.lastWriteMs < MIN_WRITE_INTERVAL_MS) return;
    this.lastWriteMs = now;
    this.inFlight = this.write(frames).finally(() => {
      this.inFlight = null;
    });
    // A write that fails is made up for by the stage's own record, which meets whatever is wrong with the table.
    this.inFlight.catch(() => undefined);
  }

  /** Waits for the write in flight, so that the next record of the row is scheduled after it. Never rejects. */
  async settle(): Promise<void> {
    await this.inFlight?.catch(() => undefined);
  }
}
