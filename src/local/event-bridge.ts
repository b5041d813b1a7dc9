import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import type { EventJournal } from './event-journal.js';
import { type GatewayRecord, type ObjectNow, type S3EventRecord, toS3EventRecord } from './s3-event.js';

/** Carries what the object store reports to the events queue, in S3's own form. */
export class EventBridge {
  readonly #deps: EventBridgeDeps;
  readonly #pending = new Set<Promise<void>>();
  #lastOrder = 0n;

  constructor(deps: EventBridgeDeps) {
    this.#deps = deps;
  }

  /** Takes the body of a webhook call; anything but records, as the store's test event, is left alone. */
  accept(body: unknown): void {
    const records = (body as { readonly Records?: readonly GatewayRecord[] } | null)?.Records ?? [];
    const work = Promise.all(records.filter((record) => this.#concerns(record)).map((record) => this.#carry(record)))
      .then(() => undefined)
      .catch((error: unknown) => {
        this.#deps.write(`An S3 event could not be passed on yet: ${String(error)}`);
      })
      .finally(() => this.#pending.delete(work));
    this.#pending.add(work);
  }

  /** Sends what has not started its job again, after the queue's process began anew. */
  async resend(): Promise<void> {
    for (const body of this.#deps.journal.bodies()) await this.#send(body);
  }

  /** Resolves when everything accepted is on disk and was sent, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  #concerns(record: GatewayRecord): boolean {
    return record.s3.bucket.name === this.#deps.bucket && record.eventName.startsWith('s3:ObjectCreated:');
  }

  async #carry(record: GatewayRecord): Promise<void> {
    const order = this.#nextOrder();
    const requestId = order.toString(16).toUpperCase().padStart(16, '0');
    const now = await this.#head(record.s3.object.key);
    const made = toS3EventRecord(record, now, { region: this.#deps.region, requestId, order });
    const event: { readonly Records: readonly S3EventRecord[] } = { Records: [made] };
    this.#deps.journal.add(requestId, event);
    await this.#send(JSON.stringify(event));
  }

  async #head(key: string): Promise<ObjectNow | null> {
    try {
      const head = await this.#deps.s3.send(new HeadObjectCommand({ Bucket: this.#deps.bucket, Key: key }));
      return {
        sizeBytes: head.ContentLength ?? 0,
        eTag: (head.ETag ?? '').replaceAll('"', ''),
        versionId: head.VersionId ?? null,
      };
    } catch {
      // Removed since, or the store is just being restarted: start-job looks for itself.
      return null;
    }
  }

  async #send(body: string): Promise<void> {
    await this.#deps.sqs.send(new SendMessageCommand({ QueueUrl: this.#deps.queueUrl, MessageBody: body }));
  }

  /** Microseconds, and never the same twice: it orders events over restarts too. */
  #nextOrder(): bigint {
    const clock = BigInt(Date.now()) * 1_000n;
    this.#lastOrder = clock > this.#lastOrder ? clock : this.#lastOrder + 1n;
    return this.#lastOrder;
  }
}

export interface EventBridgeDeps {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** Only objects of this bucket are told of. */
  readonly bucket: string;
  readonly region: string;
  readonly journal: EventJournal;
  readonly write: (line: string) => void;
}
