import { callApi } from './call-api.js';

/** An upload in parts that was begun. */
export interface PartedUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly jobId: string;
  /** Of every part but the last. */
  readonly partSizeBytes: number;
  readonly partCount: number;
}

interface StoredPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
}

type Reference = Pick<PartedUpload, 'key' | 'uploadId'>;

export async function beginUpload(
  parameters: Readonly<Record<string, string | number>>,
  signal: AbortSignal,
): Promise<PartedUpload> {
  return (await callApi('/uploads/multipart', { method: 'POST', body: parameters, signal })) as PartedUpload;
}

/** A URL that takes one part. */
export async function signPart({ key, uploadId }: Reference, partNumber: number, signal: AbortSignal): Promise<string> {
  const body = { key, uploadId, partNumbers: [partNumber] };
  const answer = await callApi('/uploads/multipart/parts', { method: 'POST', body, signal });
  const [part] = (answer as { readonly parts: readonly { readonly url: string }[] }).parts;
  if (part === undefined) throw new Error(`The API signed no part ${partNumber}.`);
  return part.url;
}

/** What has arrived. @throws ApiProblem 404 when the upload was completed, or is gone */
export async function listParts({ key, uploadId }: Reference, signal?: AbortSignal): Promise<readonly StoredPart[]> {
  const query = new URLSearchParams({ key, uploadId });
  const answer = await callApi(`/uploads/multipart/parts?${query.toString()}`, { signal });
  return (answer as { readonly parts: readonly StoredPart[] }).parts;
}

export async function completeUpload(
  { key, uploadId }: Reference,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<void> {
  await callApi('/uploads/multipart/complete', { method: 'POST', body: { key, uploadId, sizeBytes }, signal });
}

export async function abortUpload({ key, uploadId }: Reference): Promise<void> {
  await callApi('/uploads/multipart/abort', { method: 'POST', body: { key, uploadId } });
}
