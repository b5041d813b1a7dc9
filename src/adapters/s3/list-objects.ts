import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { ListedObject } from '../../ports/object-store.js';
import { unquoted } from './exact-version.js';
import { s3Failure } from './s3-failure.js';

interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly after: string | undefined;
}

export async function* listObjects(client: S3Client, listing: Listing): AsyncIterable<ListedObject> {
  for await (const { Contents = [] } of pagesOf(client, listing)) {
    for (const { Key, Size, ETag, LastModified } of Contents) {
      if (Key === undefined || LastModified === undefined) continue;
      yield { key: Key, eTag: unquoted(ETag), sizeBytes: Size ?? 0, lastModified: LastModified };
    }
  }
}

export async function* listFolders(client: S3Client, listing: Listing): AsyncIterable<string> {
  for await (const { CommonPrefixes = [] } of pagesOf(client, listing, '/')) {
    for (const { Prefix } of CommonPrefixes) {
      // A folder sorts before the keys in it, so S3 may give the one again whose name was the mark.
      if (Prefix !== undefined && Prefix !== listing.after) yield Prefix;
    }
  }
}

async function* pagesOf(client: S3Client, { bucket, prefix, after }: Listing, delimiter?: string) {
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    ...(after !== undefined && { StartAfter: after }),
    ...(delimiter !== undefined && { Delimiter: delimiter }),
  };
  try {
    yield* paginateListObjectsV2({ client }, input);
  } catch (error) {
    throw s3Failure(error, { verb: 'list', ref: { bucket, key: prefix } });
  }
}
