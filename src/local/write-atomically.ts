import { renameSync, writeFileSync } from 'node:fs';

/** Readers see the old file or the new one, never a part. JSON, for its owner's eyes only. */
export function writeAtomically(path: string, content: unknown): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
