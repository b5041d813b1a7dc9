import type { JobEstimate } from '../../../src/contracts/estimate.js';
import { createStore } from '../state/create-store.js';
import { FIRST_OPTIONS, type UploadOptions } from './upload-options.js';
import type { VideoFacts } from './video-facts.js';

export type UploadState =
  | { readonly kind: 'chosen' }
  /** The API said no before anything was sent, in its own words. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'waiting' }
  /** `interrupted`: why bytes stand still, until they move again; null while they move. */
  | {
      readonly kind: 'sending';
      readonly sentBytes: number;
      /** Of them in these seconds; the rest was there before. */
      readonly newBytes: number;
      readonly seconds: number;
      readonly interrupted: string | null;
    }
  | { readonly kind: 'sent'; readonly jobId: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface Upload {
  readonly id: number;
  readonly file: File;
  /** undefined while they are read; null when the browser can't read the file. */
  readonly facts: VideoFacts | null | undefined;
  /** null until there is one, and where there can't be one. */
  readonly estimate: JobEstimate | null;
  readonly state: UploadState;
}

export const uploads = createStore<readonly Upload[]>([]);

export const uploadOptions = createStore<UploadOptions>(FIRST_OPTIONS);

export function changeUpload(id: number, change: Partial<Upload>): void {
  uploads.update((list) => list.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
}

export function removeUpload(id: number): void {
  uploads.update((list) => list.filter((upload) => upload.id !== id));
}

/** Not yet on its way: options and estimate still matter. */
export function isOpen({ state }: Upload): boolean {
  return state.kind === 'chosen' || state.kind === 'failed';
}
