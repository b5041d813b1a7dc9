import { formatDuration } from '../../../src/cli/show/format-duration.js';
import { Choice } from '../upload/choice.js';
import { type FrameClock, startOf } from './frame-clock.js';

interface Controls {
  readonly clock: FrameClock;
  readonly frame: number;
  readonly playing: boolean;
  /** Screen pixels a pixel of the result; null: as large as fits. */
  readonly zoom: number | null;
  readonly onToggle: () => void;
  readonly onShow: (frame: number) => void;
  readonly onZoom: (zoom: number | null) => void;
}

const ZOOMS = [
  { value: 0, label: 'Fit' },
  { value: 1, label: '1:1' },
  { value: 2, label: '2:1' },
  { value: 4, label: '4:1' },
] as const;

export function CompareControls({ clock, frame, playing, zoom, onToggle, onShow, onZoom }: Controls) {
  const words = `Frame ${frame + 1} of ${clock.starts.length}`;
  return (
    <div class="controls">
      <button type="button" class="play" onClick={onToggle} aria-label={playing ? 'Pause' : 'Play'}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {playing ? <path d="M8 5v14M16 5v14" /> : <path d="M8 5l11 7-11 7z" />}
        </svg>
      </button>
      <button
        type="button"
        class="quiet"
        aria-label="One frame back"
        onClick={() => {
          onShow(frame - 1);
        }}
      >
        ‹
      </button>
      <button
        type="button"
        class="quiet"
        aria-label="One frame on"
        onClick={() => {
          onShow(frame + 1);
        }}
      >
        ›
      </button>
      <input
        class="seek"
        type="range"
        aria-label="Frame"
        aria-valuetext={words}
        min={0}
        max={clock.starts.length - 1}
        step={1}
        value={frame}
        onInput={({ currentTarget }) => {
          onShow(Number(currentTarget.value));
        }}
      />
      <output class="figures">
        {words} · {formatDuration(startOf(clock, frame))}
      </output>
      <Choice
        legend="Pixels"
        name="zoom"
        value={zoom ?? 0}
        choices={ZOOMS}
        words={zoom === null ? '' : 'Drag the picture to move it.'}
        onChange={(value) => {
          onZoom(value === 0 ? null : value);
        }}
      />
    </div>
  );
}
