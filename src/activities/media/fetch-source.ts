import { join } from 'node:path';
import type { SourceObject } from '../../contracts/job.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { Heartbeat } from '../with-heartbeat.js';

/** The upload under a name of our own: nothing of the user's key reaches a command line or the disk. */
export async function fetchSource(
  store: ObjectStore,
  { bucket, key, versionId, eTag }: SourceObject,
  directory: string,
  { signal, alive }: Heartbeat,
): Promise<string> {
  const path = join(directory, 'source');
  await store.download({ bucket, key, versionId, eTag }, path, { signal, onBytes: alive });
  return path;
}
