import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { pauseAfter } from './pause-after.js';

export interface Polled<T> {
  /** The last answer; null before the first. */
  readonly value: T | null;
  /** Why the last look failed; null when it did not. */
  readonly problem: unknown;
  /** Looks at once, and again as often as at first. */
  readonly refresh: () => void;
}

/**
 * Looks again and again while the page is seen, slower where it fails.
 * @param look is taken anew whenever it is another function: callers keep it with useCallback
 * @param everyMs of the value: null when nothing will change any more
 */
export function usePolled<T>(
  look: (signal: AbortSignal) => Promise<T>,
  everyMs: (value: T) => number | null,
): Polled<T> {
  const [state, setState] = useState<{ value: T | null; problem: unknown }>({ value: null, problem: null });
  const [turn, setTurn] = useState(0);
  const pace = useRef(everyMs);
  pace.current = everyMs;

  useEffect(() => {
    setState({ value: null, problem: null });
  }, [look]);

  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;

    const step = async (): Promise<void> => {
      clearTimeout(timer);
      let pause: number | null;
      try {
        const value = await look(ending.signal);
        if (ending.signal.aborted) return;
        failures = 0;
        setState({ value, problem: null });
        pause = pace.current(value);
      } catch (problem) {
        if (ending.signal.aborted) return;
        failures += 1;
        setState((before) => ({ ...before, problem }));
        pause = pauseAfter(failures);
      }
      if (pause !== null && !document.hidden) timer = setTimeout(() => void step(), pause);
    };
    const wake = (): void => {
      if (!document.hidden) void step();
    };
    document.addEventListener('visibilitychange', wake);
    addEventListener('online', wake);
    void step();
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
      removeEventListener('online', wake);
    };
  }, [look, turn]);

  const refresh = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);
  return { ...state, refresh };
}
