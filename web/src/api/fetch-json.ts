/** Whoever was asked said no, or (status 0) did not answer. The message is a sentence for the person at the page. */
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

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or parameters of a form. */
  readonly body?: string | URLSearchParams;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One call of a server; the answer's JSON, unchecked, null where there is none.
 * @throws ApiProblem in the server's own words where it gave some; the reason of an aborted signal
 */
export async function fetchJson(address: string, { signal, ...call }: Call = {}): Promise<unknown> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let response: Response;
  let answer: unknown;
  try {
    const ending = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    response = await fetch(address, { ...call, signal: ending });
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
