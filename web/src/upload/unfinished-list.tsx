import { formatBytes } from '../../../src/cli/show/format-bytes.js';
import { useStore } from '../state/use-store.js';
import { discardUnfinished } from './send-uploads.js';
import { unfinished } from './unfinished.js';
import { uploads } from './uploads.js';

/** Uploads that ended with the page that sent them: they go on as soon as their file is chosen again. */
export function UnfinishedList() {
  const onTheirWay = useStore(uploads);
  const waiting = useStore(unfinished).filter(
    (entry) => !onTheirWay.some(({ file }) => file.name === entry.name && file.size === entry.sizeBytes),
  );
  if (waiting.length === 0) return null;
  return (
    <ul class="unfinished" aria-label="Unfinished uploads">
      {waiting.map((entry) => (
        <li key={entry.uploadId}>
          <p>
            <span class="name">{entry.name}</span> ({formatBytes(entry.sizeBytes)}) was not sent to its end. Choose it
            again, and it goes on where it was.
          </p>
          <button
            type="button"
            onClick={() => {
              discardUnfinished(entry);
            }}
          >
            Discard
          </button>
        </li>
      ))}
    </ul>
  );
}
