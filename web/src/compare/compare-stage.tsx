import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { panBy, type Size, type View, WHOLE, zoomTo } from './pan-zoom.js';

interface Stage {
  /** Of the result as it is shown, in its pixels. */
  readonly size: Size;
  /** Screen pixels a pixel of the result; null: as large as fits. */
  readonly zoom: number | null;
  readonly children: { readonly source: JSX.Element; readonly result: JSX.Element };
}

/** A tall picture is seen whole. */
const HIGHEST = 'min(75vh, 46rem)';

/** The source left of a line, the result right of it; the line is a slider. */
export function CompareStage({ size, zoom, children }: Stage) {
  const frame = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const [split, setSplit] = useState(50);
  const [view, setView] = useState<View>(WHOLE);
  /** Where the pointer was. */
  const last = useRef({ x: 0, y: 0 });
  const pixels = zoom !== null;

  useLayoutEffect(() => {
    const box = frame.current;
    if (box === null) return;
    if (zoom === null) {
      setView(WHOLE);
      return;
    }
    const width = box.clientWidth;
    const height = box.clientHeight;
    const wanted = (size.width * zoom) / devicePixelRatio / width;
    setView((before) => zoomTo(before, wanted, { x: width / 2, y: height / 2 }, { width, height }));
  }, [zoom, size.width]);

  // Through the object model: the page's policy knows no style in markup.
  useLayoutEffect(() => {
    frame.current?.style.setProperty('aspect-ratio', `${size.width} / ${size.height}`);
    frame.current?.style.setProperty('max-width', `calc(${HIGHEST} * ${size.width / size.height})`);
    over.current?.style.setProperty('clip-path', `inset(0 ${100 - split}% 0 0)`);
    line.current?.style.setProperty('left', `${split}%`);
    const place = `translate(${view.x}px, ${view.y}px) scale(${view.zoom})`;
    for (const video of frame.current?.querySelectorAll('video') ?? []) video.style.setProperty('transform', place);
  });

  const drag = (event: PointerEvent): void => {
    const box = frame.current;
    if (box === null || event.buttons !== 1 || event.target instanceof HTMLInputElement) return;
    if (pixels) {
      const bounds = { width: box.clientWidth, height: box.clientHeight };
      const [dx, dy] = [event.clientX - last.current.x, event.clientY - last.current.y];
      last.current = { x: event.clientX, y: event.clientY };
      setView((before) => panBy(before, dx, dy, bounds));
      return;
    }
    const { left, width } = box.getBoundingClientRect();
    setSplit(Math.min(100, Math.max(0, ((event.clientX - left) / width) * 100)));
  };

  const grab = (event: PointerEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    // A hand that leaves the picture still holds it.
    frame.current?.setPointerCapture(event.pointerId);
    last.current = { x: event.clientX, y: event.clientY };
    drag(event);
  };

  return (
    <div
      ref={frame}
      class={pixels ? 'stage pixels' : 'stage'}
      tabIndex={0}
      role="group"
      aria-label="Picture: arrow keys go from frame to frame, space plays"
      onPointerDown={grab}
      onPointerMove={drag}
    >
      <div class="layer">{children.result}</div>
      <div ref={over} class="layer">
        {children.source}
      </div>
      <span class="tag left" aria-hidden="true">
        Source
      </span>
      <span class="tag right" aria-hidden="true">
        Result
      </span>
      <div ref={line} class="line" />
      <input
        class="split"
        type="range"
        aria-label="How much of the picture is the source"
        aria-valuetext={`${Math.round(split)} % source`}
        min={0}
        max={100}
        step="any"
        value={split}
        onInput={({ currentTarget }) => {
          setSplit(Number(currentTarget.value));
        }}
      />
    </div>
  );
}
