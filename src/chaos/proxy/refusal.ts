import type { Answer } from './exchange.js';
import type { Effect, Service } from './disturbances.js';

const REASONS = {
  error: { status: 500, s3: 'InternalError', dynamodb: 'InternalServerError', messaging: 'InternalFailure' },
  'slow down': { status: 503, s3: 'SlowDown', dynamodb: 'ServiceUnavailable', messaging: 'ServiceUnavailable' },
  throttled: {
    status: 400,
    s3: 'SlowDown',
    dynamodb: 'ProvisionedThroughputExceededException',
    messaging: 'Throttling',
  },
} as const;

/** The service's own way of saying no; null for an effect that is no refusal. */
export function refusalOf(service: Service, effect: Effect, json: boolean): Answer | null {
  if (effect !== 'error' && effect !== 'slow down' && effect !== 'throttled') return null;
  const { status, [service]: code } = REASONS[effect];
  if (service === 's3') return xml(status, `<Error><Code>${code}</Code><Message>Chaos.</Message></Error>`);
  if (service === 'messaging' && !json) {
    return xml(
      status,
      `<ErrorResponse><Error><Type>Receiver</Type><Code>${code}</Code><Message>Chaos.</Message></Error></ErrorResponse>`,
    );
  }
  const body = Buffer.from(JSON.stringify({ __type: `com.amazonaws#${code}`, message: 'Chaos.' }));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}

function xml(status: number, text: string): Answer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
