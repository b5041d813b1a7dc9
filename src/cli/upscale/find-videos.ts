import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { hasVideoExtension } from '../../domain/video-file-name.js';
import { wrongUsage } from '../exit-error.js';

/**
 * The files as they were given, and in the place of a folder the videos in it, by name; not those in folders below.
 * @throws ExitError (wrong usage) for a folder without videos
 */
export async function findVideos(given: readonly string[]): Promise<string[]> {
  return (await Promise.all(given.map(videosAt))).flat();
}

async function videosAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const videos = entries.filter((entry) => !entry.isDirectory() && hasVideoExtension(entry.name));
  if (videos.length === 0) throw wrongUsage(`There is no video in the folder ${path}.`);
  return videos.map(({ name }) => join(path, name)).sort();
}
