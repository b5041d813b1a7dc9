import { randomBytes } from 'node:crypto';

import type { DataPaths } from './data-paths.js';
import { readJson } from './read-json.js';
import { writeAtomically } from './write-atomically.js';

export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Part of the address to which the object store reports: nobody else knows where. */
  readonly webhookSecret: string;
}

/** Made once for a data directory, so that presigned URLs survive a restart. Letters and digits only: some emulators insist. */
export function loadCredentials(paths: DataPaths): LocalCredentials {
  const kept = readJson(paths.credentials) as LocalCredentials | null;
  if (kept !== null) return kept;
  const made = {
    accessKeyId: `UPREEL${randomBytes(7).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    webhookSecret: randomBytes(16).toString('hex'),
  };
  writeAtomically(paths.credentials, made);
  return made;
}
