import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import type { ModelId } from '../contracts/models.js';
import { presignUpload, type PresignUploadDeps } from '../triggers/presign-upload.js';

/** One accepted upload. */
export interface Upload {
  readonly jobId: string;
  readonly tenant: string;
  /** When S3 said that it has the file; ms since 1970. */
  readonly atMs: number;
}

export interface UploadVideosRequest {
  /** A tenant an upload, in order. */
  readonly tenants: readonly string[];
  readonly clip: string;
  readonly model: ModelId;
  readonly scale: number;
}

const AT_A_TIME = 8;
/** That of every caller without a claim. */
const FIRST_PRIORITY = 3;

/**
 * Puts the clip through presigned URLs, a few at a time, each for its tenant: signed by the function's own code, since
 * the front of a stack on one machine knows one tenant only.
 * @throws Error when an upload is refused
 */
export async function uploadVideos(
  deps: Pick<PresignUploadDeps, 'signer' | 'sourceBucket'>,
  { tenants, clip, model, scale }: UploadVideosRequest,
): Promise<Upload[]> {
  const body = await readFile(clip);
  const parameters = { fileName: basename(clip), contentType: 'video/mp4', videoType: 'real', model, scale };
  const uploads: Upload[] = [];
  const waiting = tenants.values();
  const upload = async (): Promise<void> => {
    for (const tenant of waiting) {
      const caller = { tenant, firstPriority: FIRST_PRIORITY };
      const { url, headers, jobId = '' } = await presignUpload(deps, parameters, caller);
      const answer = await fetch(url, { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(`An upload was answered ${answer.status}: ${await answer.text()}`);
      uploads.push({ jobId, tenant, atMs: Date.now() });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, upload));
  return uploads;
}
