import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Command lines of ffmpeg processes that name a path below the directory. */
export function toolsWorkingIn(directory: string): string[] {
  const list = execFileSync('ps', ['-eo', 'args=']).toString();
  return list.split('\n').filter((line) => line.includes(join(directory, 'work')));
}

/** Files and folders that activities have not removed. */
export function temporaryFiles(directory: string): string[] {
  const work = join(directory, 'work');
  return readdirSync(work, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('activity-'));
}
