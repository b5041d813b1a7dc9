import { readFileSync } from 'node:fs';

/** A file of the data directory, written by Upreel itself; null when it is not there. */
export function readJson(path: string): unknown {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not the JSON that Upreel wrote there; remove it and start again.`, { cause: error });
  }
}
