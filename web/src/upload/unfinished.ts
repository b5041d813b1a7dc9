import type { PartedUpload } from '../api/multipart.js';
import { createStore } from '../state/create-store.js';

/** A file whose upload in parts has not ended: what it takes to go on after the page was closed. */
export interface Unfinished extends PartedUpload {
  readonly name: string;
  readonly sizeBytes: number;
  readonly lastModified: number;
  /**
   * Parts that S3 said it has. What it lists later is no proof: versitygw 1.8 lists a part whose sender went away in the
   * middle, at its full size.
   */
  readonly arrived: readonly number[];
}

const KEY = 'upreel.unfinished';

/** Kept in the browser; the file itself can't be: it has to be chosen again. */
export const unfinished = createStore<readonly Unfinished[]>(read());

unfinished.subscribe(() => {
  localStorage.setItem(KEY, JSON.stringify(unfinished.get()));
});

export function keepUnfinished(file: File, upload: PartedUpload): void {
  const { name, size: sizeBytes, lastModified } = file;
  unfinished.update((list) => [...list, { ...upload, name, sizeBytes, lastModified, arrived: [] }]);
}

export function noteArrived(uploadId: string, part: number): void {
  unfinished.update((list) =>
    list.map((entry) => (entry.uploadId === uploadId ? { ...entry, arrived: [...entry.arrived, part] } : entry)),
  );
}

export function forgetUnfinished(uploadId: string): void {
  unfinished.update((list) => list.filter((entry) => entry.uploadId !== uploadId));
}

export function findUnfinished({ name, size, lastModified }: File): Unfinished | null {
  const same = (entry: Unfinished): boolean =>
    entry.name === name && entry.sizeBytes === size && entry.lastModified === lastModified;
  return unfinished.get().find(same) ?? null;
}

function read(): readonly Unfinished[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? (kept as Unfinished[]) : [];
  } catch {
    // Whatever somebody wrote there: uploads begin anew.
    return [];
  }
}
