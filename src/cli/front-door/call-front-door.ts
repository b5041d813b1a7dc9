/** The front door said no, or (status 0) did not answer. The message is a sentence for the caller. */
export class FrontDoorError extends Error {
  override readonly name = 'FrontDoorError';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

export interface FrontDoorCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From the root, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** A stack on this machine answers at once; one that is being started again needs a few seconds. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * One call of the HTTP API; the answer's JSON, unchecked, null when it has no body.
 * @throws FrontDoorError for every answer that is no success, with the API's own sentence where it gave one
 * @throws the reason of an aborted signal
 */
export async function callFrontDoor(address: string, call: FrontDoorCall): Promise<unknown> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let status: number;
  let text: string;
  try {
    const response = await fetch(new URL(call.path, address), {
      method: call.method,
      signal: call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]),
      ...(call.body === undefined
        ? {}
        : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    call.signal?.throwIfAborted();
    throw new FrontDoorError(0, `The stack at ${address} does not answer.`, { cause: error });
  }
  const answer = parseJson(text);
  if (status < 200 || status > 299) {
    throw new FrontDoorError(
      status,
      sentenceOf(answer) ?? `The stack answered ${status} to ${call.method} ${call.path}.`,
    );
  }
  return answer;
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

function sentenceOf(answer: unknown): string | null {
  const error = (answer as { error?: { message?: unknown } } | null)?.error;
  return typeof error?.message === 'string' ? error.message : null;
}
