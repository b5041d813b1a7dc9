/** The API said no, or (status 0) did not answer. The message is a sentence for the person at the page. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;

  constructor(facts: { readonly status: number; readonly code: string; readonly message: string }) {
    super(facts.message);
    this.status = facts.status;
    this.code = facts.code;
  }
}

const ANSWER_WITHIN_MS = 30_000;

interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One call of the HTTP API; the answer's JSON, unchecked.
 * @throws ApiProblem in the API's own words where it gave some; the reason of an aborted signal
 */
export async function callApi(path: string, { method = 'GET', body, signal }: Call = {}): Promise<unknown> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    answer = await response.json().catch(() => null);
  } catch {
    signal?.throwIfAborted();
    throw new ApiProblem({ status: 0, code: 'NoAnswer', message: 'Upreel does not answer. It is asked again.' });
  }
  if (response.ok) return answer;
  const { code = 'Unknown', message = `Upreel answered with status ${response.status}.` } =
    (answer as { error?: { code?: string; message?: string } } | null)?.error ?? {};
  throw new ApiProblem({ status: response.status, code, message });
}
