import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves when the address answers with success; rejects only when the signal is aborted. */
export async function untilHttpAnswers(url: string, signal: AbortSignal): Promise<void> {
  await retry(async () => {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  }, signal);
}

/** Resolves when something listens on the port; rejects only when the signal is aborted. */
export async function untilListening(port: number, signal: AbortSignal): Promise<void> {
  await retry(async () => {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
    } finally {
      socket.destroy();
    }
  }, signal);
}

async function retry(attempt: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch {
      await delay(POLL_MS, undefined, { signal });
    }
  }
}
