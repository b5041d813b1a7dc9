import { useRef, useState } from 'preact/hooks';

import { VIDEO_EXTENSIONS } from '../../../src/contracts/object-keys.js';
import { chooseFiles } from './choose-files.js';

const ACCEPTED = ['video/*', ...VIDEO_EXTENSIONS.map((ending) => `.${ending}`)].join(',');

/** Where videos are dropped or chosen. */
export function DropZone({ small }: { readonly small: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      class={`drop ${over ? 'over' : ''} ${small ? 'small' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        chooseFiles(event.dataTransfer?.files ?? []);
      }}
    >
      {small ? null : (
        <svg viewBox="0 0 48 48" aria-hidden="true">
          <path d="M24 33V11m0 0-9 9m9-9 9 9M9 39h30" />
        </svg>
      )}
      <p>
        {small ? '' : 'Drop videos here, or '}
        <button type="button" class={small ? 'quiet' : 'main'} onClick={() => input.current?.click()}>
          {small ? 'Add more videos' : 'Choose videos'}
        </button>
      </p>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPTED}
        hidden
        onChange={({ currentTarget }) => {
          chooseFiles(currentTarget.files ?? []);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
