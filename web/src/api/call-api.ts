import { renewToken, tokenNow } from '../sign-in/session.js';
import { ApiProblem, type Call, fetchJson } from './fetch-json.js';
import { settings } from './settings.js';

interface ApiCall extends Pick<Call, 'method' | 'signal'> {
  readonly body?: unknown;
}

/**
 * One call of the HTTP API, with the visitor's token where it wants one; the answer's JSON, unchecked.
 * @throws ApiProblem in the API's own words where it gave some; the reason of an aborted signal
 */
export async function callApi(path: string, { body, ...call }: ApiCall = {}): Promise<unknown> {
  const { api, signIn } = settings.get();
  const ask = (headers: Readonly<Record<string, string>>): Promise<unknown> =>
    fetchJson(`${api}${path}`, {
      ...call,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  if (signIn === null) return ask({});
  const token = await tokenNow(signIn);
  try {
    return await ask({ authorization: `Bearer ${token}` });
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem;
    // Clocks differ, and a token can be taken back.
    return ask({ authorization: `Bearer ${await renewToken(signIn, token)}` });
  }
}
