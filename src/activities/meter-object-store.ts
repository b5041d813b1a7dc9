import type { ObjectStore, TransferOptions } from '../ports/object-store.js';
import { activityCounter } from './activity-metrics.js';

/** A store that counts the bytes which the running activity moves; what S3 copies by itself is not among them. */
export function meterObjectStore(store: ObjectStore): ObjectStore {
  return {
    head: (ref) => store.head(ref),
    copy: (from, to, options) => store.copy(from, to, options),
    list: (bucket, prefix, after) => store.list(bucket, prefix, after),
    listFolders: (bucket, prefix, after) => store.listFolders(bucket, prefix, after),
    removeAll: (bucket, prefix) => store.removeAll(bucket, prefix),
    async read(ref) {
      const body = await store.read(ref);
      if (body !== null) bytesCounter('read')(body.byteLength);
      return body;
    },
    async write(ref, body, options) {
      const stored = await store.write(ref, body, options);
      bytesCounter('written')(Buffer.byteLength(body));
      return stored;
    },
    download: (ref, path, options = {}) => store.download(ref, path, metered(options, 'read')),
    upload: (path, ref, options) => store.upload(path, ref, metered(options, 'written')),
  };
}

type Direction = 'read' | 'written';

/** Bytes count as they move: a transfer of an hour shows all along. */
function metered<T extends TransferOptions>(options: T, direction: Direction): T {
  const count = bytesCounter(direction);
  let counted = 0;
  return {
    ...options,
    onBytes: (bytes: number) => {
      count(Math.max(0, bytes - counted));
      counted = Math.max(counted, bytes);
      options.onBytes?.(bytes);
    },
  };
}

function bytesCounter(direction: Direction): (bytes: number) => void {
  const counter = activityCounter('objectBytes').withTags({ direction });
  return (bytes) => {
    counter.add(bytes);
  };
}
