import { useEffect } from 'preact/hooks';

import { useStore } from '../state/use-store.js';
import { DropZone } from './drop-zone.js';
import { LatestJobs } from './latest-jobs.js';
import { OptionsPanel } from './options-panel.js';
import { isSending, sendUploads } from './send-uploads.js';
import { UnfinishedList } from './unfinished-list.js';
import { UploadCard } from './upload-card.js';
import { isOpen, uploads } from './uploads.js';

export function UploadView() {
  const list = useStore(uploads);
  const open = list.filter(isOpen).length;
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (isSending()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => {
      removeEventListener('beforeunload', warn);
    };
  }, []);
  return (
    <>
      <h1>Larger and sharper</h1>
      <p class="lead">Choose a video, see what it will take, and watch it grow.</p>
      <div class={list.length === 0 ? 'upload-view empty-list' : 'upload-view'}>
        <div class="files">
          <DropZone small={list.length > 0} />
          <UnfinishedList />
          <ul class="uploads" aria-label="Videos">
            {list.map((upload) => (
              <UploadCard key={upload.id} upload={upload} />
            ))}
          </ul>
        </div>
        <form
          class="side"
          aria-label="Options"
          onSubmit={(event) => {
            event.preventDefault();
            sendUploads();
          }}
        >
          <OptionsPanel />
          <button class="main wide" type="submit" disabled={open === 0}>
            {open > 1 ? `Upscale ${open} videos` : 'Upscale'}
          </button>
        </form>
      </div>
      <LatestJobs />
    </>
  );
}
