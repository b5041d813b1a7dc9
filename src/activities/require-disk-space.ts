import { statfs } from 'node:fs/promises';
import { FailureType, UpreelError } from '../contracts/failures.js';

/**
 * Looks before the work begins whether its files will fit, so that it is tried on another worker, or later, instead of
 * breaking off in the middle.
 * @throws UpreelError `OutOfDisk` with what is needed and what is free
 */
export async function requireDiskSpace(directory: string, neededBytes: number, work: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw new UpreelError(
    FailureType.OutOfDisk,
    `${work} needs about ${gigabytes(neededBytes)} GB of disk, and the worker has ${gigabytes(freeBytes)} GB free.`,
  );
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(2);
}
