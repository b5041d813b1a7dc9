import { abortUpload } from '../api/multipart.js';
import { sentenceOf } from '../show/sentence-of.js';
import { sendInParts } from './send-in-parts.js';
import { sendWhole } from './send-whole.js';
import type { Transfer } from './transfer.js';
import { findUnfinished, forgetUnfinished, type Unfinished } from './unfinished.js';
import { optionParameters, type UploadOptions } from './upload-options.js';
import {
  changeUpload,
  isOpen,
  removeUpload,
  type Upload,
  uploadOptions,
  uploads,
  type UploadState,
} from './uploads.js';

/** More share the same line and end no sooner. */
const AT_ONCE = 2;

/** Smaller files are sent anew in a moment. */
const IN_PARTS_FROM_BYTES = 100_000_000;

const running = new Map<number, AbortController>();
const optionsOf = new Map<number, UploadOptions>();

/** Sends every file that was chosen, with the options as they are now. */
export function sendUploads(): void {
  for (const upload of uploads.get().filter(isOpen)) {
    optionsOf.set(upload.id, uploadOptions.get());
    changeUpload(upload.id, { state: { kind: 'waiting' } });
  }
  fill();
}

/** Takes a file from the list, whether it is on its way or not. */
export function dropUpload({ id, file }: Upload): void {
  running.get(id)?.abort(new Error('The upload was stopped.'));
  removeUpload(id);
  const begun = findUnfinished(file);
  if (begun !== null) discardUnfinished(begun);
}

/** What arrived of it is thrown away. */
export function discardUnfinished(upload: Unfinished): void {
  forgetUnfinished(upload.uploadId);
  // What can't be thrown away now, S3's own clock does.
  void abortUpload(upload).catch(() => undefined);
}

/** Sends one file on where it was, with the options it began with. */
export function resumeUpload({ id }: Upload): void {
  changeUpload(id, { state: { kind: 'waiting' } });
  fill();
}

export function isSending(): boolean {
  return running.size > 0;
}

function fill(): void {
  const waiting = uploads.get().filter(({ id, state }) => state.kind === 'waiting' && !running.has(id));
  for (const upload of waiting.slice(0, AT_ONCE - running.size)) {
    const control = new AbortController();
    running.set(upload.id, control);
    void send(upload, optionsOf.get(upload.id) ?? uploadOptions.get(), control.signal)
      .catch((problem: unknown): UploadState => ({ kind: 'failed', why: sentenceOf(problem) }))
      .then((state) => {
        running.delete(upload.id);
        changeUpload(upload.id, { state });
        fill();
      });
  }
}

async function send({ id, file }: Upload, options: UploadOptions, signal: AbortSignal): Promise<UploadState> {
  const type = file.type === '' ? {} : { contentType: file.type };
  const parameters = { fileName: file.name, ...type, ...optionParameters(options) };
  let interrupted: string | null = null;
  let sentBytes = 0;
  let firstMs: number | null = null;
  /** What was there before this page opened is not its doing. */
  let firstBytes = 0;
  const show = (): void => {
    const seconds = firstMs === null ? 0 : (Date.now() - firstMs) / 1000;
    changeUpload(id, { state: { kind: 'sending', sentBytes, newBytes: sentBytes - firstBytes, seconds, interrupted } });
  };
  const transfer: Transfer = {
    file,
    signal,
    onSent: (bytes) => {
      if (firstMs === null) [firstMs, firstBytes] = [Date.now(), bytes];
      sentBytes = bytes;
      show();
    },
    onInterrupted: (why) => {
      if (why === interrupted) return;
      interrupted = why;
      show();
    },
  };
  const inParts = file.size > IN_PARTS_FROM_BYTES;
  return { kind: 'sent', jobId: await (inParts ? sendInParts : sendWhole)(transfer, parameters) };
}
