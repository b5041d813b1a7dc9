import { useEffect, useRef, useState } from 'preact/hooks';

import { CompareControls } from './compare-controls.js';
import { CompareStage } from './compare-stage.js';
import { frameAt, type FrameClock, nearest, timeOf } from './frame-clock.js';
import { type Pair, playInStep } from './play-in-step.js';

interface Player {
  readonly sourceUrl: string;
  readonly resultUrl: string;
  readonly clock: FrameClock;
  /** Of the result as it is shown, in its pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** One of the two can't be played here. */
  readonly onUnplayable: () => void;
}

/** Source and result in one frame, in step. Arrow keys go from frame to frame, space plays. */
export function ComparePlayer({ sourceUrl, resultUrl, clock, size, onUnplayable }: Player) {
  const source = useRef<HTMLVideoElement>(null);
  const result = useRef<HTMLVideoElement>(null);
  const pair = useRef<Pair | null>(null);
  const [frame, setFrame] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [zoom, setZoom] = useState<number | null>(null);
  const wanted = useRef(0);

  useEffect(() => {
    if (source.current !== null && result.current !== null) pair.current = playInStep(result.current, source.current);
  }, []);

  useEffect(() => {
    if (!playing) return undefined;
    let next = 0;
    const follow = (): void => {
      pair.current?.align();
      wanted.current = frameAt(clock, result.current?.currentTime ?? 0);
      setFrame(wanted.current);
      next = requestAnimationFrame(follow);
    };
    next = requestAnimationFrame(follow);
    return () => {
      cancelAnimationFrame(next);
    };
  }, [playing, clock]);

  const show = (target: number): void => {
    pair.current?.pause();
    wanted.current = nearest(clock, target);
    setFrame(wanted.current);
    void pair.current?.show(timeOf(clock, wanted.current));
  };
  const toggle = (): void => {
    if (playing) {
      // Both stop at the middle of the same frame.
      show(wanted.current);
      return;
    }
    pair.current?.play().catch(onUnplayable);
  };
  const step = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined && event.key !== ' ') return;
    event.preventDefault();
    if (by === undefined) toggle();
    else show(wanted.current + by);
  };

  return (
    <div class="compare" role="group" aria-label="Source and result" onKeyDown={step}>
      <CompareStage size={size} zoom={zoom}>
        {{
          source: (
            <video
              ref={source}
              src={sourceUrl}
              muted
              playsInline
              preload="auto"
              crossOrigin="anonymous"
              onError={onUnplayable}
            />
          ),
          result: (
            <video
              ref={result}
              src={resultUrl}
              muted
              playsInline
              preload="auto"
              crossOrigin="anonymous"
              onError={onUnplayable}
              onPlay={() => {
                setPlaying(true);
              }}
              onPause={() => {
                setPlaying(false);
              }}
            />
          ),
        }}
      </CompareStage>
      <CompareControls
        clock={clock}
        frame={frame}
        playing={playing}
        zoom={zoom}
        onToggle={toggle}
        onShow={show}
        onZoom={setZoom}
      />
    </div>
  );
}
