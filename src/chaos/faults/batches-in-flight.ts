import type { BatchInFlight, ChaosEvent } from '../log/log-entry.js';

/** Which batches something can disturb. */
export type Reach = (batch: BatchInFlight & { readonly worker: string }) => boolean;

export const ALL_BATCHES: Reach = () => true;
export const NO_BATCHES: Reach = () => false;

export function batchesOf(worker: string): Reach {
  return (batch) => batch.worker === worker;
}

type Attempt = Extract<ChaosEvent, { readonly type: 'attempt' }>;

/** A stretch of time during which something reached batches. */
export interface Watch {
  /** Those that ran when it began, or began since. */
  readonly end: () => readonly BatchInFlight[];
}

/** Which batches are being upscaled, as far as what their attempts write of themselves says. */
export class BatchesInFlight {
  readonly #running = new Map<string, Attempt>();
  readonly #watches = new Set<{ readonly reach: Reach; readonly seen: Map<string, Attempt> }>();

  accept(attempt: Attempt): void {
    const id = [attempt.jobId, attempt.firstFrame, attempt.attempt].join(' ');
    if (attempt.result !== null) {
      this.#running.delete(id);
      return;
    }
    this.#running.set(id, attempt);
    for (const { reach, seen } of this.#watches) if (reach(attempt)) seen.set(id, attempt);
  }

  watch(reach: Reach): Watch {
    const seen = new Map([...this.#running].filter(([, attempt]) => reach(attempt)));
    const watch = { reach, seen };
    this.#watches.add(watch);
    return {
      end: () => {
        this.#watches.delete(watch);
        return [...seen.values()].map(({ jobId, firstFrame, attempt }) => ({ jobId, firstFrame, attempt }));
      },
    };
  }

  /** A worker is gone, and with it what it worked on. */
  forget(worker: string): void {
    for (const [id, attempt] of this.#running) if (attempt.worker === worker) this.#running.delete(id);
  }
}
