import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ObjectRef, ObjectStore, PutOptions, StoredObject } from '../../src/ports/object-store.js';

interface Entry {
  readonly body: Uint8Array;
  readonly stored: StoredObject;
}

/** An object store in memory; remembers every write in order. */
export class MemoryObjectStore implements ObjectStore {
  readonly writes: string[] = [];
  private readonly objects = new Map<string, Entry>();

  keys(): string[] {
    return [...this.objects.keys()].sort();
  }

  text(ref: ObjectRef): string | null {
    const entry = this.objects.get(pathOf(ref));
    return entry === undefined ? null : new TextDecoder().decode(entry.body);
  }

  head(ref: ObjectRef): Promise<StoredObject | null> {
    return Promise.resolve(this.objects.get(pathOf(ref))?.stored ?? null);
  }

  read(ref: ObjectRef): Promise<Uint8Array | null> {
    return Promise.resolve(this.objects.get(pathOf(ref))?.body ?? null);
  }

  write(ref: ObjectRef, body: Uint8Array | string, { contentType, metadata = {} }: PutOptions): Promise<StoredObject> {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body);
    const eTag = createHash('md5').update(bytes).digest('hex');
    const stored = { eTag, versionId: null, sizeBytes: bytes.byteLength, contentType, metadata };
    this.objects.set(pathOf(ref), { body: bytes, stored });
    this.writes.push(pathOf(ref));
    return Promise.resolve(stored);
  }

  async download(ref: ObjectRef, path: string): Promise<void> {
    const body = await this.read(ref);
    if (body === null) throw new Error(`there is no ${pathOf(ref)}`);
    await writeFile(path, body);
  }

  async upload(path: string, ref: ObjectRef, options: PutOptions): Promise<StoredObject> {
    return this.write(ref, await readFile(path), options);
  }

  async copy(from: ObjectRef, to: ObjectRef, options: PutOptions): Promise<StoredObject> {
    const body = await this.read(from);
    if (body === null) throw new Error(`there is no ${pathOf(from)}`);
    return this.write(to, body, options);
  }

  async *list(bucket: string, prefix: string): AsyncIterable<{ key: string; sizeBytes: number }> {
    await Promise.resolve();
    for (const [path, { stored }] of [...this.objects].sort()) {
      if (path.startsWith(`${bucket}/${prefix}`)) {
        yield { key: path.slice(bucket.length + 1), sizeBytes: stored.sizeBytes };
      }
    }
  }

  removeAll(bucket: string, prefix: string): Promise<void> {
    for (const path of this.objects.keys()) if (path.startsWith(`${bucket}/${prefix}`)) this.objects.delete(path);
    return Promise.resolve();
  }
}

function pathOf({ bucket, key }: ObjectRef): string {
  return `${bucket}/${key}`;
}
