import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { finalPrefix } from '../../contracts/object-keys.js';
import { workflowIdOf } from '../../contracts/temporal-names.js';
import { readFrameNumbers } from '../jobs/read-frame-numbers.js';
import type { ChaosEvent, FinalVideo } from '../log/log-entry.js';
import type { Servers } from './servers.js';

export interface VideoReaderDeps {
  readonly servers: Pick<Servers, 'keys' | 'bytes'>;
  readonly finalBucket: string;
  readonly ffmpeg: string;
  /** For files while they are looked at. */
  readonly directory: string;
}

/** The published videos of a job. */
export type VideoReader = (jobId: string) => Promise<FinalVideo[]>;

const VIDEO = /\.(mp4|mkv)$/;
/** The row says how it ended a moment before the workflow does. */
const CLOSED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 200;

/** Of the same bytes the frames are read once. */
export function createVideoReader({ servers, finalBucket, ffmpeg, directory }: VideoReaderDeps): VideoReader {
  const known = new Map<string, readonly number[]>();
  return async (jobId) => {
    const keys = (await servers.keys(finalBucket, finalPrefix(jobId))).filter((key) => VIDEO.test(key));
    const videos: FinalVideo[] = [];
    for (const key of keys) {
      const bytes = await servers.bytes(finalBucket, key);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = join(directory, `${jobId}-${basename(key)}`);
      let frameNumbers = known.get(sha256);
      if (frameNumbers === undefined) {
        await writeFile(path, bytes);
        // What cannot be decoded has no frames.
        frameNumbers = await readFrameNumbers(ffmpeg, path).catch(() => []);
        known.set(sha256, frameNumbers);
      }
      videos.push({ key, sha256, frameNumbers });
    }
    return videos;
  };
}

export interface RecordEndsDeps {
  readonly client: Client;
  readonly readRow: Servers['readRow'];
  readonly readVideos: VideoReader;
  readonly record: (event: ChaosEvent) => void;
}

/** Records of each job what is left of it: row, workflow, published videos. */
export async function recordEnds(deps: RecordEndsDeps, jobIds: Iterable<string>): Promise<void> {
  for (const jobId of jobIds) {
    const workflow = await stateOf(deps.client, jobId);
    const [row, videos] = await Promise.all([deps.readRow(jobId), deps.readVideos(jobId)]);
    deps.record({ type: 'job-end', jobId, row, workflow, videos });
  }
}

async function stateOf(client: Client, jobId: string): Promise<string | null> {
  const handle = client.workflow.getHandle(workflowIdOf(jobId));
  const deadline = Date.now() + CLOSED_WITHIN_MS;
  for (;;) {
    try {
      const { status } = await handle.describe();
      if (status.name !== 'RUNNING' || Date.now() > deadline) return status.name;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
    await delay(LOOK_EVERY_MS);
  }
}
