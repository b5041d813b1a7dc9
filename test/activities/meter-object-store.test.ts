import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { meterObjectStore } from '../../src/activities/meter-object-store.js';
import type { ObjectStore } from '../../src/ports/object-store.js';
import { MemoryObjectStore } from '../support/memory-object-store.js';
import { recordingMeter } from '../support/recording-meter.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();
const ref = { bucket: 'bucket', key: 'key' };
const contentType = 'application/octet-stream';

/** What `work` moved, in the order in which it moved. */
async function movedBy(work: (store: ObjectStore) => Promise<unknown>, store: ObjectStore = new MemoryObjectStore()) {
  const { meter, recorded } = recordingMeter();
  await new MockActivityEnvironment({}, { metricMeter: meter }).run(() => work(meterObjectStore(store)));
  return recorded.map(({ name, value, tags }) => [name, tags.direction, value]);
}

it('counts what is written and read in one piece, in bytes and not in characters', async () => {
  const moved = await movedBy(async (store) => {
    await store.write(ref, 'für', { contentType });
    await store.read(ref);
    await store.read({ ...ref, key: 'missing' });
  });
  expect(moved).toEqual([
    ['upreel_object_bytes', 'written', 4],
    ['upreel_object_bytes', 'read', 4],
  ]);
});

it('counts files as they move, and tells the caller all the same', async () => {
  const told: number[] = [];
  const onBytes = (bytes: number) => told.push(bytes);
  const inSteps = (path: string, report: ((bytes: number) => void) | undefined) => {
    // The second report is one that came late.
    for (const sum of [10, 5, 30]) report?.(sum);
    return writeFile(path, 'x');
  };
  const memory = new MemoryObjectStore();
  const slow: ObjectStore = Object.assign(memory, {
    download: (_: unknown, path: string, options?: { onBytes?: (bytes: number) => void }) =>
      inSteps(path, options?.onBytes),
  });
  const path = join(directory.path, 'file');
  expect(await movedBy((store) => store.download(ref, path, { onBytes }), slow)).toEqual([
    ['upreel_object_bytes', 'read', 10],
    ['upreel_object_bytes', 'read', 0],
    ['upreel_object_bytes', 'read', 20],
  ]);
  expect(told).toEqual([10, 5, 30]);
  expect(await readFile(path, 'utf8')).toBe('x');
});

it('hands everything else on', async () => {
  const memory = new MemoryObjectStore();
  const { eTag } = await memory.write(ref, 'body', { contentType });
  const moved = await movedBy(async (store) => {
    expect((await store.head(ref))?.eTag).toBe(eTag);
    await store.copy({ ...ref, eTag, versionId: null }, { ...ref, key: 'copy' }, { contentType });
    const listed: string[] = [];
    for await (const { key } of store.list('bucket', '')) listed.push(key);
    expect(listed).toEqual(['copy', 'key']);
    await store.removeAll('bucket', 'copy');
  }, memory);
  expect(moved).toEqual([]);
  expect(memory.keys()).toEqual(['bucket/key']);
});
