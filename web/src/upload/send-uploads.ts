import { askForUpload } from '../api/api.js';
import { sentenceOf } from '../show/sentence-of.js';
import { putPatiently } from './put-patiently.js';
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
export function dropUpload(id: number): void {
  running.get(id)?.abort(new Error('The upload was stopped.'));
  removeUpload(id);
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
  const parameters = { fileName: file.name, ...(file.type !== '' && { contentType: file.type }) };
  const { url, headers, jobId } = await askForUpload({ ...parameters, ...optionParameters(options) }, signal);
  const beganMs = Date.now();
  let interrupted: string | null = null;
  let sentBytes = 0;
  const show = (): void => {
    changeUpload(id, { state: { kind: 'sending', sentBytes, seconds: (Date.now() - beganMs) / 1000, interrupted } });
  };
  show();
  await putPatiently({
    url,
    // Not signed and not needed the first time: a second PUT of what has arrived must not be a second version.
    headers: { ...headers, 'If-None-Match': '*' },
    body: file,
    signal,
    onSent: (bytes) => {
      sentBytes = bytes;
      show();
    },
    onInterrupted: (why) => {
      if (why === interrupted) return;
      interrupted = why;
      show();
    },
  });
  return { kind: 'sent', jobId };
}
