/** A value that is replaced, and those who want to know. */
export interface Store<T> {
  readonly get: () => T;
  readonly update: (change: (value: T) => T) => void;
  /** Returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Lives as long as the page: what is on its way goes on while another view is shown. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    update: (change) => {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
