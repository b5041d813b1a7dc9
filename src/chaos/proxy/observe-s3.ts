import type { AttemptRecord } from '../../contracts/attempts.js';
import type { ChaosEvent } from '../log/log-entry.js';
import type { Call } from './exchange.js';
import type { Observer } from './fault-proxy.js';

const BATCH_ATTEMPT = /^jobs\/([^/]+)\/checkpoints\/batches\/(\d+)\.attempts\/(.+)\.json$/;

/** Records every write that reached S3, and what attempts at batches write of themselves. */
export function observeS3(record: (event: ChaosEvent) => void): Observer {
  return async (call, pass, answered) => {
    const operation = operationOf(call);
    if (operation === null) return pass();
    const { bucket, key } = placeOf(call.url);
    const answer = await pass();
    const { status, headers, body } = answer;
    const eTag = headers.etag ?? /<ETag>([^<]+)<\/ETag>/i.exec(body.toString())?.[1];
    const plain = typeof eTag === 'string' ? eTag.replaceAll(/"|&#34;|&quot;/g, '') : null;
    record({ type: 's3-write', operation, bucket, key, status, eTag: plain, answered });
    const attempt = operation === 'PutObject' && status === 200 ? attemptIn(key, call.body) : null;
    if (attempt !== null) record(attempt);
    return answer;
  };
}

function attemptIn(key: string, body: Buffer): ChaosEvent | null {
  const [, jobId, firstFrame, attempt] = BATCH_ATTEMPT.exec(key) ?? [];
  if (jobId === undefined || firstFrame === undefined || attempt === undefined) return null;
  const { worker, end } = JSON.parse(body.toString()) as AttemptRecord;
  return { type: 'attempt', jobId, firstFrame: Number(firstFrame), attempt, worker, result: end?.result ?? null };
}

/** S3's own name of a write; null for everything else. */
function operationOf({ method, url, headers }: Call): string | null {
  const query = new URL(url, 'http://s3').searchParams;
  switch (method) {
    case 'PUT':
      if (query.has('uploadId')) return 'UploadPart';
      return headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject';
    case 'POST':
      if (query.has('uploads')) return 'CreateMultipartUpload';
      return query.has('uploadId') ? 'CompleteMultipartUpload' : 'DeleteObjects';
    case 'DELETE':
      return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      return null;
  }
}

function placeOf(url: string): { readonly bucket: string; readonly key: string } {
  const [bucket = '', ...key] = new URL(url, 'http://s3').pathname.slice(1).split('/');
  return { bucket, key: decodeURIComponent(key.join('/')) };
}
