import type { AttemptRecord } from '../contracts/attempts.js';
import type { ObjectStore } from '../ports/object-store.js';

/** One activity as it was scheduled: a retry of the job or a reset schedules another, which counts anew. */
export interface ScheduledWork {
  readonly bucket: string;
  /** `checkpoints/….attempts/` */
  readonly prefix: string;
  readonly scheduledMs: number;
}

/** The records of one scheduled activity's attempts, oldest first by their keys. */
export class AttemptStore {
  readonly #store: ObjectStore;
  readonly #work: ScheduledWork;

  constructor(store: ObjectStore, work: ScheduledWork) {
    this.#store = store;
    this.#work = work;
  }

  async write(record: AttemptRecord): Promise<void> {
    const ref = { bucket: this.#work.bucket, key: this.#keyOf(record.attempt) };
    await this.#store.write(ref, JSON.stringify(record), { contentType: 'application/json' });
  }

  /** The last attempt before this one that left a record; one that could not reach S3 left none. */
  async lastBefore(attempt: number): Promise<AttemptRecord | null> {
    if (attempt === 1) return null;
    return (await this.#read(this.#keyOf(attempt - 1))) ?? this.#searchBefore(attempt - 1);
  }

  async #searchBefore(attempt: number): Promise<AttemptRecord | null> {
    const { bucket, prefix, scheduledMs } = this.#work;
    const end = this.#keyOf(attempt);
    let last: string | null = null;
    for await (const { key } of this.#store.list(bucket, `${prefix}${scheduledMs}-`)) {
      if (key >= end) break;
      last = key;
    }
    return last === null ? null : this.#read(last);
  }

  async #read(key: string): Promise<AttemptRecord | null> {
    const bytes = await this.#store.read({ bucket: this.#work.bucket, key });
    return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as AttemptRecord);
  }

  #keyOf(attempt: number): string {
    const { prefix, scheduledMs } = this.#work;
    return `${prefix}${scheduledMs}-${String(attempt).padStart(6, '0')}.json`;
  }
}
