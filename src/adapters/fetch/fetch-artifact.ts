import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { Artifact, ArtifactSource } from './artifact.js';
import { openSource } from './open-source.js';
import { runCommand, type CommandRunner } from './run-command.js';

export type { Artifact, ArtifactSource } from './artifact.js';

export interface FetchDeps {
  readonly run: CommandRunner;
}

/**
 * Makes sure that `directory` has the artifact, byte for byte, and returns the file's path. Sources are tried in turn;
 * nothing but the whole right file ever has its name, and nothing is left behind by a source that failed.
 * @throws UpreelError `Unavailable` naming the artifact, every source with its reason, and what to do by hand
 */
export async function fetchArtifact(
  artifact: Artifact,
  directory: string,
  deps: FetchDeps = { run: runCommand },
): Promise<string> {
  const target = join(directory, artifact.fileName);
  if (await isArtifact(target, artifact)) return target;
  await mkdir(directory, { recursive: true });
  const failures: { source: ArtifactSource; error: unknown }[] = [];
  for (const source of artifact.sources) {
    // Beside the target, so that the last step is a rename on one file system.
    const workplace = await mkdtemp(join(directory, '.fetch-'));
    try {
      const partial = join(workplace, 'verified');
      await writeVerified(await openSource(source, workplace, deps.run), partial, artifact);
      await rename(partial, target);
      return target;
    } catch (error) {
      failures.push({ source, error });
    } finally {
      await rm(workplace, { recursive: true, force: true });
    }
  }
  throw new UpreelError(FailureType.Unavailable, explain(artifact, directory, failures), {
    cause: new AggregateError(failures.map(({ error }) => error)),
  });
}

async function isArtifact(path: string, artifact: Artifact): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.size !== artifact.sizeBytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === artifact.sha256;
}

async function writeVerified(content: Readable, path: string, artifact: Artifact): Promise<void> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const checked = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      if (sizeBytes > artifact.sizeBytes) throw new Error(`the file is larger than ${artifact.sizeBytes} bytes`);
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(content, checked, createWriteStream(path));
  if (sizeBytes !== artifact.sizeBytes) {
    throw new Error(`the file has ${sizeBytes} bytes, not ${artifact.sizeBytes}`);
  }
  if (hash.digest('hex') !== artifact.sha256) throw new Error('its sha256 is another');
}

function explain(
  artifact: Artifact,
  directory: string,
  failures: readonly { source: ArtifactSource; error: unknown }[],
): string {
  const tried = failures
    .map(({ source, error }) => `${nameOf(source)}: ${error instanceof Error ? error.message : String(error)}`)
    .join('; ');
  return (
    `${artifact.fileName} could not be fetched (${tried}). ` +
    `Once one of these can be reached, run the same command again; or put the file into ${directory} by hand ` +
    `(${artifact.sizeBytes} bytes, sha256 ${artifact.sha256}).`
  );
}

function nameOf(source: ArtifactSource): string {
  if (source.kind === 'release') return source.url;
  return `${source.kind} package ${source.package} ${source.version}`;
}
