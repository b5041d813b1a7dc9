import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { formatBytes } from '../show/format-bytes.js';
import { type Check, fail, ok, warn } from './check.js';

/** Under this nothing but short clips gets through; under the other not even those. */
const COMFORTABLE_BYTES = 10e9;
const LEAST_BYTES = 1e9;

/** Whether the data directory (or where it would be made) can be written, and how much fits. */
export async function checkStorage(dataDirectory: string): Promise<Check[]> {
  const place = nearestExisting(resolve(dataDirectory));
  return [await checkWritable(place, dataDirectory), await checkSpace(place)];
}

async function checkWritable(place: string, dataDirectory: string): Promise<Check> {
  const probe = join(place, `.upreel-doctor-${randomUUID()}`);
  try {
    await writeFile(probe, '');
    await rm(probe);
    return ok('data directory', dataDirectory);
  } catch {
    return fail('data directory', `${place} cannot be written`, 'Name another with --data.');
  }
}

async function checkSpace(place: string): Promise<Check> {
  const { bavail, bsize } = await statfs(place);
  const finding = `${formatBytes(bavail * bsize)} free`;
  const advice = 'Free some, or name a data directory on another disk with --data.';
  if (bavail * bsize < LEAST_BYTES) return fail('disk space', finding, advice);
  return bavail * bsize < COMFORTABLE_BYTES ? warn('disk space', finding, advice) : ok('disk space', finding);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
