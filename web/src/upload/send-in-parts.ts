import { ApiProblem } from '../api/fetch-json.js';
import { beginUpload, completeUpload, listParts, type PartedUpload, signPart } from '../api/multipart.js';
import { pauseAfter } from '../state/pause-after.js';
import { pauseOrOnline } from './pause-or-online.js';
import { putPatiently } from './put-patiently.js';
import type { Transfer } from './transfer.js';
import { findUnfinished, forgetUnfinished, keepUnfinished, noteArrived } from './unfinished.js';

/** One connection rarely fills a line; many fight over it. */
const PARTS_AT_ONCE = 3;
/** A URL can run out while a laptop sleeps: it is signed anew so often. */
const MOST_SIGNATURES = 3;
const MOST_FAILURES = 8;

/** A file in parts, several at a time; what arrived before the page was closed is not sent again. Its job's id. */
export async function sendInParts(transfer: Transfer, parameters: Readonly<Record<string, string>>): Promise<string> {
  const { file, signal, onSent } = transfer;
  const upload = (await resume(file, signal)) ?? (await begin(file, parameters, signal));
  const sent = new Map(upload.arrived);
  const tell = (): void => {
    onSent([...sent.values()].reduce((sum, bytes) => sum + bytes, 0));
  };
  tell();
  const missing = Array.from({ length: upload.partCount }, (_, index) => index + 1).filter((part) => !sent.has(part));
  const work = async (): Promise<void> => {
    for (let part = missing.shift(); part !== undefined; part = missing.shift()) {
      const number = part;
      await sendPart(upload, number, {
        ...transfer,
        onSent: (bytes) => {
          sent.set(number, bytes);
          tell();
        },
      });
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work));
  await patiently(() => completeUpload(upload, file.size, signal), transfer);
  forgetUnfinished(upload.uploadId);
  return upload.jobId;
}

interface Begun extends PartedUpload {
  /** Bytes by part number. */
  readonly arrived: ReadonlyMap<number, number>;
}

async function begin(file: File, parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Begun> {
  const upload = await beginUpload({ ...parameters, sizeBytes: file.size }, signal);
  keepUnfinished(file, upload);
  return { ...upload, arrived: new Map() };
}

/** null when nothing of this file is there. */
async function resume(file: File, signal: AbortSignal): Promise<Begun | null> {
  const kept = findUnfinished(file);
  if (kept === null) return null;
  try {
    const parts = await listParts(kept, signal);
    const known = parts.filter(({ partNumber }) => kept.arrived.includes(partNumber));
    return { ...kept, arrived: new Map(known.map(({ partNumber, sizeBytes }) => [partNumber, sizeBytes])) };
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 404) throw problem;
    forgetUnfinished(kept.uploadId);
    return null;
  }
}

async function sendPart(upload: PartedUpload, number: number, transfer: Transfer): Promise<void> {
  const { file, signal, onSent, onInterrupted } = transfer;
  const start = (number - 1) * upload.partSizeBytes;
  const body = file.slice(start, start + upload.partSizeBytes);
  for (let signatures = 1; ; signatures += 1) {
    const url = await patiently(() => signPart(upload, number, signal), transfer);
    try {
      await putPatiently({ url, headers: {}, body, signal, onSent, onInterrupted });
      onSent(body.size);
      noteArrived(upload.uploadId, number);
      return;
    } catch (problem) {
      if (signal.aborted || signatures === MOST_SIGNATURES) throw problem;
    }
  }
}

/** A call of the API that outlives breaks of the network. */
async function patiently<T>(call: () => Promise<T>, { signal, onInterrupted }: Transfer): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await call();
    } catch (problem) {
      const away = problem instanceof ApiProblem && (problem.status === 0 || problem.status >= 500);
      if (!away || failures === MOST_FAILURES) throw problem;
      onInterrupted('Upreel does not answer. The upload goes on when it does.');
      await pauseOrOnline(pauseAfter(failures), signal);
    }
  }
}
