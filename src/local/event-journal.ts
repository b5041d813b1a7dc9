import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { S3EventRecord } from './s3-event.js';
import { writeAtomically } from './write-atomically.js';

const ID = /^[0-9A-F]{16}$/;

/** S3 events on disk until their job has started: the queue that carries them forgets everything when its process ends. */
export class EventJournal {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** `id` is 16 hex digits. */
  add(id: string, event: { readonly Records: readonly S3EventRecord[] }): void {
    writeAtomically(this.#fileOf(id), event);
  }

  /** Forgets the event that a message carried; anything else that was put into the queue is not its concern. */
  removeEvent(body: string): void {
    const id = requestIdOf(body);
    if (ID.test(id)) rmSync(this.#fileOf(id), { force: true });
  }

  /** Bodies of all events, oldest first. */
  bodies(): readonly string[] {
    const files = readdirSync(this.#directory).filter((name) => ID.test(name.replace('.json', '')));
    return files.sort().map((name) => JSON.stringify(JSON.parse(readFileSync(join(this.#directory, name), 'utf8'))));
  }

  #fileOf(id: string): string {
    return join(this.#directory, `${id}.json`);
  }
}

function requestIdOf(body: string): string {
  try {
    const event = JSON.parse(body) as { readonly Records?: readonly Partial<S3EventRecord>[] } | null;
    return event?.Records?.[0]?.responseElements?.['x-amz-request-id'] ?? '';
  } catch {
    return '';
  }
}
