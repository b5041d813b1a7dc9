import { listen } from './listen.js';
import { readBody } from './read-body.js';

/** The longest key has 1,024 bytes, each up to six long in JSON. */
const LIMIT_BYTES = 64 * 1_024;

/** Receives what the object store reports, at an address that only it knows. */
export function startWebhook(request: {
  readonly port: number;
  readonly secret: string;
  readonly onBody: (body: unknown) => void;
}): Promise<{ close(): Promise<void> }> {
  const { port, secret, onBody } = request;
  return listen(port, (call, answer) => {
    void readBody(call, LIMIT_BYTES).then(
      (text) => {
        const body = call.url === `/${secret}` && text !== null ? parse(text) : null;
        answer.writeHead(body === null ? 400 : 200).end();
        if (body !== null) onBody(body);
      },
      () => answer.destroy(),
    );
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
