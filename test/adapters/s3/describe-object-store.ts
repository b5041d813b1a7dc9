import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createObjectStore } from '../../../src/adapters/s3/create-object-store.js';
import type { ObjectStore } from '../../../src/ports/object-store.js';
import { freePort } from '../../../src/local/free-port.js';
import type { TestS3 } from '../../support/start-versitygw.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const MIB = 1024 ** 2;
const text = { contentType: 'text/plain' };

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/**
 * The contract of the object store, for any server that says it is S3.
 * @param differs tests that the server is known not to pass: should it pass one day, the suite says so
 */
export function describeObjectStore(
  server: string,
  start: () => Promise<TestS3>,
  differs: readonly string[] = [],
): void {
  const it = (name: string, test: () => Promise<void>): void => {
    if (differs.includes(name)) global.it.failing(name, test);
    else global.it(name, test);
  };
  describe(`createObjectStore on ${server}`, () => {
    const directory = temporaryDirectory();
    let s3: TestS3;
    let store: ObjectStore;
    beforeAll(async () => {
      s3 = await start();
      store = createObjectStore({ client: s3.client, copyLimits: { singleCopyBytes: 6 * MIB, partBytes: 5 * MIB } });
    });
    afterAll(() => s3.stop());

    const at = (key: string) => ({ bucket: s3.buckets.plain, key });
    const file = (name: string) => join(directory.path, name);

    it('writes with content type and metadata, and tells them again', async () => {
      const written = await store.write(at('a b/ü+%.json'), '{"a":1}', {
        contentType: 'application/json',
        metadata: { 'upreel-crf': '20' },
      });
      expect(await store.head(at('a b/ü+%.json'))).toEqual(written);
      expect(written).toMatchObject({
        sizeBytes: 7,
        versionId: null,
        eTag: expect.not.stringContaining('"') as string,
      });
      expect(Buffer.from((await store.read(at('a b/ü+%.json'))) ?? []).toString()).toBe('{"a":1}');
    });

    it('answers null for what is not there', async () => {
      expect(await store.head(at('none'))).toBeNull();
      expect(await store.read(at('none'))).toBeNull();
      await expect(store.download(at('none'), file('none'))).rejects.toMatchObject({ type: 'SourceNotFound' });
      expect(existsSync(file('none'))).toBe(false);
    });

    it('brings a file of several parts there and back, counting its bytes', async () => {
      const content = Buffer.alloc(18 * MIB, 'upreel');
      writeFileSync(file('up'), content);
      const sent: number[] = [];
      const received: number[] = [];
      const stored = await store.upload(file('up'), at('large'), { ...text, onBytes: (bytes) => sent.push(bytes) });
      expect(await store.head(at('large'))).toEqual(stored);
      await store.download(at('large'), file('down'), { onBytes: (bytes) => received.push(bytes) });
      expect(readFileSync(file('down')).equals(content)).toBe(true);
      expect(sent.at(-1)).toBe(content.length);
      expect(received.at(-1)).toBe(content.length);
    });

    it('uploads an empty file', async () => {
      writeFileSync(file('empty'), '');
      expect(await store.upload(file('empty'), at('empty'), text)).toMatchObject({ sizeBytes: 0 });
    });

    it('rejects with the reason of an abort and leaves no multipart upload and no object', async () => {
      writeFileSync(file('up'), Buffer.alloc(40 * MIB));
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const upload = store.upload(file('up'), at('aborted'), {
        ...text,
        signal: abort.signal,
        onBytes: () => {
          abort.abort(reason);
        },
      });
      await expect(upload).rejects.toBe(reason);
      expect(await store.head(at('aborted'))).toBeNull();
      const { Uploads = [] } = await s3.client.send(new ListMultipartUploadsCommand({ Bucket: s3.buckets.plain }));
      expect(Uploads).toEqual([]);
    });

    it('leaves no partial file when a download is aborted', async () => {
      await store.write(at('big'), Buffer.alloc(20 * MIB), text);
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const onBytes = (bytes: number) => {
        if (bytes > 10 * MIB) abort.abort(reason);
      };
      await expect(store.download(at('big'), file('down'), { signal: abort.signal, onBytes })).rejects.toBe(reason);
      expect(existsSync(file('down'))).toBe(false);
    });

    it('says that an object is damaged whose bytes are not those that were stored', async () => {
      await store.write(at('rotten'), 'as it was stored', text);
      await s3.damage('rotten', 'as it is stored');
      const download = store.download(at('rotten'), file('down'));

      await expect(download).rejects.toMatchObject({ type: 'Internal', retryable: true });
      await expect(download).rejects.toThrow('arrived damaged');
      expect(existsSync(file('down'))).toBe(false);
    });

    it('refuses another object under the same key', async () => {
      const first = await store.write(at('video'), 'first', text);
      await store.write(at('video'), 'second', text);
      await expect(store.download({ ...at('video'), ...first }, file('down'))).rejects.toMatchObject({
        type: 'SourceChanged',
      });
      await expect(store.copy({ ...at('video'), ...first }, at('copy'), text)).rejects.toMatchObject({
        type: 'SourceChanged',
      });
      expect(await store.head(at('copy'))).toBeNull();
    });

    it('reads and copies the named version though a newer one is there', async () => {
      const ref = { bucket: s3.buckets.versioned, key: 'video' };
      const first = await store.write(ref, 'first', text);
      await store.write(ref, 'second', text);
      expect(first.versionId).not.toBeNull();
      await store.download({ ...ref, ...first }, file('down'));
      expect(readFileSync(file('down'), 'utf8')).toBe('first');
      await store.copy({ ...ref, ...first }, at('copy of first'), text);
      expect(Buffer.from((await store.read(at('copy of first'))) ?? []).toString()).toBe('first');
      expect(await store.head({ ...ref, versionId: first.versionId })).toMatchObject({ sizeBytes: 5 });
    });

    it('copies with new content type and metadata', async () => {
      const from = await store.write(at('small'), 'small', text);
      const options = { contentType: 'video/mp4', metadata: { sha256: 'abc' } };
      const copied = await store.copy({ ...at('small'), ...from }, at('small copy'), options);
      expect(copied).toMatchObject(options);
      expect(await store.head(at('small copy'))).toEqual(copied);
    });

    it('copies by parts above the limit, with new content type and metadata', async () => {
      const content = Buffer.alloc(11 * MIB, 'parts');
      const from = await store.write(at('parts ä+'), content, text);
      const copied = await store.copy({ ...at('parts ä+'), ...from }, at('copied'), {
        contentType: 'video/mp4',
        metadata: { sha256: 'abc' },
      });
      expect(copied.eTag).toMatch(/-3$/);
      expect(await store.head(at('copied'))).toEqual(copied);
      expect(Buffer.from((await store.read(at('copied'))) ?? []).equals(content)).toBe(true);
    });

    it('lists a prefix in order and removes all of it, and nothing else', async () => {
      for (const key of ['jobs/1/b', 'jobs/1/a', 'jobs/10/a']) await store.write(at(key), key, text);
      expect(await collect(store.list(s3.buckets.plain, 'jobs/1/'))).toMatchObject([
        { key: 'jobs/1/a', sizeBytes: 8 },
        { key: 'jobs/1/b', sizeBytes: 8, eTag: (await store.head(at('jobs/1/b')))?.eTag },
      ]);
      const [later] = await collect(store.list(s3.buckets.plain, 'jobs/', 'jobs/1/b'));
      expect(later).toMatchObject({ key: 'jobs/10/a' });
      expect(Math.abs(Date.now() - (later?.lastModified.getTime() ?? 0))).toBeLessThan(60_000);
      expect(await collect(store.listFolders(s3.buckets.plain, 'jobs/'))).toEqual(['jobs/1/', 'jobs/10/']);
      expect(await collect(store.listFolders(s3.buckets.plain, 'jobs/', 'jobs/1/'))).toEqual(['jobs/10/']);
      await store.removeAll(s3.buckets.plain, 'jobs/1/');
      expect(await collect(store.list(s3.buckets.plain, 'jobs/'))).toMatchObject([{ key: 'jobs/10/a', sizeBytes: 9 }]);
    });

    it('sends a checksum that the server verifies', async () => {
      const wrong = new PutObjectCommand({
        Bucket: s3.buckets.plain,
        Key: 'wrong',
        Body: 'x',
        ChecksumCRC32: 'AAAAAA==',
      });
      await expect(s3.client.send(wrong)).rejects.toThrow();
      const seen: string[] = [];
      s3.client.middlewareStack.add(
        (next) => (args) => {
          const { headers } = args.request as { headers: Record<string, string> };
          seen.push(headers['x-amz-checksum-crc32'] ?? '');
          return next(args);
        },
        { step: 'finalizeRequest', name: 'seeChecksums', priority: 'low' },
      );
      writeFileSync(file('up'), Buffer.alloc(9 * MIB));
      await store.upload(file('up'), at('summed'), text);
      s3.client.middlewareStack.remove('seeChecksums');
      expect(seen.filter((sum) => sum !== '')).toHaveLength(2);
    });

    it('calls a server that does not answer, a refused key and a missing bucket Unavailable', async () => {
      const settings = { region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 };
      const away = new S3Client({
        ...settings,
        endpoint: `http://127.0.0.1:${await freePort()}`,
        credentials: { accessKeyId: 'test', secretAccessKey: 'testsecret' },
      });
      await expect(createObjectStore({ client: away }).head({ bucket: 'b', key: 'k' })).rejects.toMatchObject({
        type: 'Unavailable',
      });
      const nobody = new S3Client({
        ...settings,
        endpoint: s3.endpoint,
        credentials: { accessKeyId: 'test', secretAccessKey: 'wrong' },
      });
      await expect(createObjectStore({ client: nobody }).head(at('x'))).rejects.toMatchObject({ type: 'Unavailable' });
      await expect(store.read({ bucket: 'no-such-bucket', key: 'k' })).rejects.toMatchObject({ type: 'Unavailable' });
    });
  });
}
