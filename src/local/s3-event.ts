/** One record of versitygw's webhook, as far as it is used. Its key is raw, its eTag quoted, its size often 0. */
export interface GatewayRecord {
  /** With `s3:` before it. */
  readonly eventName: string;
  readonly eventTime: string;
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly s3: {
    readonly bucket: { readonly name: string };
    readonly object: {
      readonly key: string;
      readonly size: number;
      readonly eTag: string;
      readonly versionId?: string | null;
    };
  };
}

/** What HeadObject says of the object now; null when it is gone. */
export interface ObjectNow {
  readonly sizeBytes: number;
  readonly eTag: string;
  readonly versionId: string | null;
}

/** One record as S3 itself sends it. */
export interface S3EventRecord {
  readonly eventVersion: '2.1';
  readonly eventSource: 'aws:s3';
  readonly awsRegion: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: { readonly 'x-amz-request-id': string; readonly 'x-amz-id-2': string };
  readonly s3: {
    readonly s3SchemaVersion: '1.0';
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
    };
    readonly object: {
      readonly key: string;
      readonly size: number;
      readonly eTag: string;
      readonly versionId?: string;
      readonly sequencer: string;
    };
  };
}

const OWNER = 'UPREELLOCAL';

/** Makes S3's own record. `requestId` is 16 hex digits; `order` rises from record to record. */
export function toS3EventRecord(
  record: GatewayRecord,
  now: ObjectNow | null,
  about: { readonly region: string; readonly requestId: string; readonly order: bigint },
): S3EventRecord {
  const { bucket, object } = record.s3;
  const eTag = unquote(object.eTag);
  // Overwritten since, the object now says nothing about this event's version.
  const same = now !== null && (eTag === '' || now.eTag === eTag) ? now : null;
  const versionId = object.versionId ?? same?.versionId ?? null;
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: about.region,
    eventTime: new Date(record.eventTime).toISOString(),
    eventName: record.eventName.replace(/^s3:/, ''),
    userIdentity: { principalId: OWNER },
    requestParameters: { sourceIPAddress: record.requestParameters.sourceIPAddress },
    responseElements: { 'x-amz-request-id': about.requestId, 'x-amz-id-2': about.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'upreel',
      bucket: { name: bucket.name, ownerIdentity: { principalId: OWNER }, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: encodeEventKey(object.key),
        size: same?.sizeBytes ?? object.size,
        eTag: same?.eTag ?? eTag,
        ...(versionId === null ? {} : { versionId }),
        sequencer: about.order.toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
}

/** As S3 writes keys in events: form URL encoding, with slashes left alone. */
export function encodeEventKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unquote(eTag: string): string {
  return eTag.replace(/^"(.*)"$/, '$1');
}
