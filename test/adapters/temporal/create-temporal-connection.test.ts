import { createTemporalConnection } from '../../../src/adapters/temporal/create-temporal-connection.js';
import { freePort } from '../../../src/local/free-port.js';

/** Of gRPC. */
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const LONG_MS = 60_000;

test('a connection that is closed while it retries a call rejects the call, and ends nothing else', async () => {
  const connection = createTemporalConnection({ address: `127.0.0.1:${await freePort()}`, tls: false });
  const ask = (withinMs: number) =>
    connection.withDeadline(Date.now() + withinMs, () => connection.workflowService.getSystemInfo({}));
  const outcome = expect(ask(LONG_MS)).rejects.toMatchObject({ code: CANCELLED });
  await expect(ask(500)).rejects.toMatchObject({ code: DEADLINE_EXCEEDED });
  await connection.close();
  await outcome;

  await expect(ask(LONG_MS)).rejects.toMatchObject({ code: CANCELLED });
});
