import { useEffect, useState } from 'preact/hooks';

import type { Store } from './create-store.js';

export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(store.get);
  useEffect(() => {
    const follow = (): void => {
      setValue(() => store.get());
    };
    // It may have changed between the first look and now.
    follow();
    return store.subscribe(follow);
  }, [store]);
  return value;
}
