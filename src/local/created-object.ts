import type { CreatedObject } from './aws-protocol.js';

/** A request to the in-memory S3, as far as it tells what was done. */
interface S3Request {
  readonly method: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The object that a successful request made; null for every other request. */
export function createdObject(request: S3Request, statusCode: number): CreatedObject | null {
  const { bucket, '*': key } = request.params as { readonly bucket?: string; readonly '*'?: string };
  if (statusCode !== 200 || bucket === undefined || key === undefined || key === '') return null;
  const query = new Set(Object.keys(request.query as object));
  if (request.method === 'POST') {
    return query.has('uploadId') ? { bucket, key, eventName: 'ObjectCreated:CompleteMultipartUpload' } : null;
  }
  if (request.method !== 'PUT' || ['uploadId', 'tagging', 'acl'].some((part) => query.has(part))) return null;
  const copied = request.headers['x-amz-copy-source'] !== undefined;
  return { bucket, key, eventName: copied ? 'ObjectCreated:Copy' : 'ObjectCreated:Put' };
}
