import { askForUpload } from '../api/api.js';
import { putPatiently } from './put-patiently.js';
import type { Transfer } from './transfer.js';

/** A file in one PUT; its job's id. */
export async function sendWhole(
  { file, signal, onSent, onInterrupted }: Transfer,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const { url, headers, jobId } = await askForUpload(parameters, signal);
  onSent(0);
  await putPatiently({
    url,
    // Not signed and not needed the first time: a second PUT of what has arrived must not be a second version.
    headers: { ...headers, 'If-None-Match': '*' },
    body: file,
    signal,
    onSent,
    onInterrupted,
  });
  return jobId;
}
