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

export interface FrontDoorAddress {
  /** Of the HTTP API; paths are appended to it. */
  readonly address: string;
  /** For the authoriser of a deployment. */
  readonly token?: string;
}

/** A stack on this machine answers at once; one that is being started again needs a few seconds. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * One call of the HTTP API; the answer's JSON, unchecked, null when it has no body.
 * @throws FrontDoorError for every answer that is no success, with the API's own sentence where it gave one
 * @throws the reason of an aborted signal
 */
export async function callFrontDoor({ address, token }: FrontDoorAddress, call: FrontDoorCall): Promise<unknown> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let status: number;
  let text: string;
  try {
    const response = await fetch(address.replace(/\/$/, '') + call.path, {
      method: call.method,
      signal: call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]),
      headers: {
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    call.signal?.throwIfAborted();
    throw new FrontDoorError(0, `${address} does not answer.`, { cause: error });
  }
  const answer = parseJson(text);
  if (status < 200 || status > 299) {
    throw new FrontDoorError(status, sentenceOf(answer) ?? sentenceFor(status, address, call));
  }
  return answer;
}

/** What API Gateway says by itself has no form of ours. */
function sentenceFor(status: number, address: string, { method, path }: FrontDoorCall): string {
  if (status === 401) return `${address} wants a valid token: give one with --token-file or UPREEL_TOKEN.`;
  return `${address} answered ${status} to ${method} ${path}.`;
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
