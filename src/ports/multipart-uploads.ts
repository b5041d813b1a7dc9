import type { ObjectRef, PutOptions } from './object-store.js';

/** An upload that is sent in parts, each by whoever has its URL. */
export interface MultipartUpload extends ObjectRef {
  /** S3's own: not to be guessed, and so the right to go on with the upload. */
  readonly uploadId: string;
}

export interface UploadedPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** Without quotes. */
  readonly eTag: string;
}

/** Errors are UpreelErrors: `SourceNotFound` for an upload that is not there (any more), else `Unavailable`. */
export interface MultipartUploads {
  create(ref: ObjectRef, options: PutOptions): Promise<MultipartUpload>;
  signPart(
    upload: MultipartUpload,
    request: { readonly partNumber: number; readonly expiresInSeconds: number },
  ): Promise<{ readonly url: string; readonly expiresInSeconds: number }>;
  /** In the order of their numbers. */
  parts(upload: MultipartUpload): Promise<UploadedPart[]>;
  complete(upload: MultipartUpload, parts: readonly UploadedPart[]): Promise<void>;
  /** Also of one that is gone already. */
  abort(upload: MultipartUpload): Promise<void>;
}
