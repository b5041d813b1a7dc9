import { SCALING } from '../contracts/fleet.js';
import type { ScaleInProtection } from '../ports/scale-in-protection.js';

type Activities<T> = { readonly [Name in keyof T]: (input: never) => Promise<unknown> };

interface Settings {
  readonly protection: ScaleInProtection;
  /** How long a worker without work still counts as busy: the next batch comes soon, or not. */
  readonly lingerMs?: number;
  /** Is told why protection could not be changed; the work goes on without it. */
  readonly onError: (error: unknown) => void;
}

/** Wraps the activities of a worker, so that it is protected from being scaled in from the first one to a while after the last. */
export function protectWhileBusy<T extends Activities<T>>(activities: T, settings: Settings): T {
  const { protection, lingerMs = SCALING.lingerSeconds * 1000, onError } = settings;
  let running = 0;
  let isProtected = false;
  let lingering: NodeJS.Timeout | undefined;
  // One change after another: what was asked for last holds.
  let changed = Promise.resolve();

  function change(next: boolean): Promise<void> {
    changed = changed.then(async () => {
      if (next === isProtected) return;
      await (next ? protection.protect() : protection.release()).then(() => {
        isProtected = next;
      }, onError);
    });
    return changed;
  }

  async function begin(): Promise<void> {
    running += 1;
    clearTimeout(lingering);
    await change(true);
  }

  function end(): void {
    running -= 1;
    if (running > 0) return;
    lingering = setTimeout(() => void change(false), lingerMs).unref();
  }

  const wrapped = Object.entries<(input: never) => Promise<unknown>>(activities).map(([name, activity]) => [
    name,
    async (input: never) => {
      await begin();
      try {
        return await activity(input);
      } finally {
        end();
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
