import { invalidParameter } from './api-error.js';
import { type Identity, parseIdentity } from './identity.js';
import { isRecord } from './is-record.js';

/** A call of the HTTP API, whoever carried it. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** As it came; null without. */
  readonly body: string | null;
  readonly identity: Identity | null;
}

/** An API Gateway proxy event of payload format 1.0 or 2.0; null for anything else. */
export function parseApiEvent(event: unknown): ApiRequest | null {
  if (!isRecord(event)) return null;
  const context = isRecord(event.requestContext) ? event.requestContext : {};
  const http = isRecord(context.http) ? context.http : null;
  const method = http === null ? event.httpMethod : http.method;
  if (typeof method !== 'string') return null;
  const path = http === null ? event.path : event.rawPath;
  const text = typeof event.body === 'string' ? event.body : null;
  const encoded = event.isBase64Encoded === true;
  return {
    method,
    path: typeof path === 'string' ? path : '/',
    query: isRecord(event.queryStringParameters) ? textsOf(event.queryStringParameters) : {},
    body: text !== null && encoded ? Buffer.from(text, 'base64').toString() : text,
    identity: parseIdentity(context),
  };
}

/** @throws ApiError 400 when the body is no JSON object */
export function parseJsonBody(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return value;
  } catch {
    // Told below, as for JSON that is no object.
  }
  throw invalidParameter('body', 'The body must be a JSON object.');
}

function textsOf(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
