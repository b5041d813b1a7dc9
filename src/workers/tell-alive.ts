import { closeSync, futimesSync, openSync } from 'node:fs';

const EVERY_MS = 10_000;

/**
 * Touches a file now and every ten seconds, as long as this process turns its event loop: what a health check looks at.
 * @returns ends it
 */
export function tellAlive(file: string, everyMs = EVERY_MS): () => void {
  const touch = () => {
    const descriptor = openSync(file, 'a');
    const now = new Date();
    futimesSync(descriptor, now, now);
    closeSync(descriptor);
  };
  touch();
  const timer = setInterval(touch, everyMs).unref();
  return () => {
    clearInterval(timer);
  };
}
