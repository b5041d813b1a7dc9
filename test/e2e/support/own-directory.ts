import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OwnDirectory {
  readonly path: string;
  remove(): Promise<void>;
}

/** A directory that outlives single tests: a stack runs on it. */
export async function ownDirectory(): Promise<OwnDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'upreel-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
