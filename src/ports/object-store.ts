export interface ObjectRef {
  readonly bucket: string;
  readonly key: string;
}

/** One exact version of an object; a read that finds another fails with `SourceChanged`. */
export interface ExactObjectRef extends ObjectRef {
  readonly versionId: string | null;
  readonly eTag: string;
}

export interface StoredObject {
  /** Without quotes. */
  readonly eTag: string;
  readonly versionId: string | null;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ListedObject {
  readonly key: string;
  /** Without quotes. */
  readonly eTag: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
}

export interface PutOptions {
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface TransferOptions {
  readonly signal?: AbortSignal;
  /** Called as bytes move, with the sum so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * S3 as Upreel needs it. Errors are UpreelErrors: `Unavailable` where S3 does not answer within the client's own
 * retries, `SourceNotFound` for a missing object that is read, `SourceChanged` for another version. An aborted signal
 * rejects with the signal's reason and leaves no multipart upload and no partial file behind.
 */
export interface ObjectStore {
  /** null when there is no such object. */
  head(ref: ObjectRef & { readonly versionId?: string | null }): Promise<StoredObject | null>;
  /** Small objects, in memory; null when there is no such object. */
  read(ref: ObjectRef): Promise<Uint8Array | null>;
  write(ref: ObjectRef, body: Uint8Array | string, options: PutOptions): Promise<StoredObject>;
  /** Into a file, streamed. */
  download(ref: ObjectRef | ExactObjectRef, path: string, options?: TransferOptions): Promise<void>;
  /** From a file, streamed, in parts when it is large; each part's checksum is verified by the store. */
  upload(path: string, ref: ObjectRef, options: PutOptions & TransferOptions): Promise<StoredObject>;
  /** Server-side, by parts above 5 GB, only if the source still has this eTag. */
  copy(from: ExactObjectRef, to: ObjectRef, options: PutOptions): Promise<StoredObject>;
  /** Objects under a prefix in the order of their keys, after the key `after` where one is given. */
  list(bucket: string, prefix: string, after?: string): AsyncIterable<ListedObject>;
  /** The next level of names under a prefix that ends in `/`, each with the prefix and a `/` at its end, in order. */
  listFolders(bucket: string, prefix: string, after?: string): AsyncIterable<string>;
  /** Removes everything under a prefix. */
  removeAll(bucket: string, prefix: string): Promise<void>;
}
