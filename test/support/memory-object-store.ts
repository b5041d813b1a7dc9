import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ListedObject, ObjectRef, ObjectStore, PutOptions, StoredObject } from '../../src/ports/object-store.js';

interface Entry {
  readonly body: Uint8Array;
  readonly stored: StoredObject;
  readonly lastModified: Date;
}

/** An object store in memory; remembers every write in order. */
export class MemoryObjectStore implements ObjectStore {
  readonly writes: string[] = [];
  /** When the next writes happen. */
  now = (): Date => new Date();
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
    this.objects.set(pathOf(ref), { body: bytes, stored, lastModified: this.now() });
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

  async *list(bucket: string, prefix: string, after = ''): AsyncIterable<ListedObject> {
    await Promise.resolve();
    for (const [path, { stored, lastModified }] of [...this.objects].sort()) {
      const key = path.slice(bucket.length + 1);
      if (!path.startsWith(`${bucket}/${prefix}`) || key <= after) continue;
      yield { key, eTag: stored.eTag, sizeBytes: stored.sizeBytes, lastModified };
    }
  }

  async *listFolders(bucket: string, prefix: string, after = ''): AsyncIterable<string> {
    const folders = new Set<string>();
    for await (const { key } of this.list(bucket, prefix)) {
      const slash = key.indexOf('/', prefix.length);
      if (slash >= 0) folders.add(key.slice(0, slash + 1));
    }
    for (const folder of folders) if (folder > after) yield folder;
  }

  removeAll(bucket: string, prefix: string): Promise<void> {
    for (const path of this.objects.keys()) if (path.startsWith(`${bucket}/${prefix}`)) this.objects.delete(path);
    return Promise.resolve();
  }
}

function pathOf({ bucket, key }: ObjectRef): string {
  return `${bucket}/${key}`;
}
