import { join } from 'node:path';
import type { StreamDecision } from '../../contracts/checkpoints.js';
import type { UpscaleVideoInput } from '../../contracts/job.js';
import { streamsKey } from '../../contracts/object-keys.js';
import { streamFamily } from '../../domain/stream-family.js';
import type { MediaTool } from '../../ports/media-tool.js';
import type { ObjectStore } from '../../ports/object-store.js';
import type { Heartbeat } from '../with-heartbeat.js';

interface Source {
  readonly path: string;
  readonly directory: string;
  readonly format: string;
  readonly streams: readonly StreamDecision[];
  readonly originMicroseconds: number;
}

/** Every stream but the picture, in the source's own container family where that can be written; null when there is none to keep. */
export async function storeStreams(
  { media, store }: { readonly media: MediaTool; readonly store: ObjectStore },
  { jobId, processedBucket: bucket }: UpscaleVideoInput,
  { path, directory, format, streams, originMicroseconds }: Source,
  { signal, alive }: Pick<Heartbeat, 'signal' | 'alive'>,
): Promise<string | null> {
  const family = streamFamily(format, streams);
  const output = join(directory, `streams.${family}`);
  if (!(await media.extractStreams({ path, streams, originMicroseconds, output, family }, { signal }))) return null;
  const key = streamsKey(jobId, family);
  const contentType = family === 'mp4' ? 'video/mp4' : 'video/x-matroska';
  await store.upload(output, { bucket, key }, { contentType, signal, onBytes: alive });
  return key;
}
