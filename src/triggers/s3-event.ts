import type { SeenObject } from '../intake/start-upload.js';
import { isRecord } from './http/is-record.js';

/** What a record of an S3 event tells. */
export interface ObjectEvent extends SeenObject {
  /** `ObjectCreated:Put`, …; null where the event does not say. */
  readonly eventName: string | null;
  /** When it happened, in ms; null where the event does not say. */
  readonly eventMs: number | null;
}

/** The records of an S3 event; none for S3's own test event. @throws TypeError for anything else */
export function parseS3Event(event: unknown): ObjectEvent[] {
  if (isRecord(event) && event.Event === 's3:TestEvent') return [];
  if (!isRecord(event) || !Array.isArray(event.Records)) throw new TypeError('This is no S3 event: it has no Records.');
  return event.Records.map(parseRecord);
}

function parseRecord(record: unknown): ObjectEvent {
  const s3 = isRecord(record) && isRecord(record.s3) ? record.s3 : {};
  const bucket = isRecord(s3.bucket) ? s3.bucket.name : undefined;
  const object = isRecord(s3.object) ? s3.object : {};
  if (!isRecord(record) || typeof bucket !== 'string' || typeof object.key !== 'string') {
    throw new TypeError('This is no S3 event: a record lacks its bucket or key.');
  }
  return {
    eventName: typeof record.eventName === 'string' ? record.eventName : null,
    eventMs: msOf(record.eventTime),
    bucket,
    key: decodeEventKey(object.key),
    versionId: typeof object.versionId === 'string' && object.versionId !== '' ? object.versionId : null,
    eTag: typeof object.eTag === 'string' ? object.eTag : '',
    sizeBytes: typeof object.size === 'number' ? object.size : 0,
  };
}

function msOf(time: unknown): number | null {
  const ms = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** Keys in events are coded as forms are: a space as `+`. @throws URIError for a key that is not */
export function decodeEventKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
