import type { VerifyOutputInput, VerifyOutputResult } from '../../contracts/activities.js';
import type { EstimateSetting } from '../../contracts/estimate.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { comparisonKey, finalVideoKey, jobPrefix, posterKey, reportKey } from '../../contracts/object-keys.js';
import { buildReport } from '../../domain/build-report.js';
import { costOf } from '../../domain/estimate/cost-of.js';
import type { ObjectRef, ObjectStore, PutOptions, StoredObject } from '../../ports/object-store.js';
import { createCheckpointStore } from '../checkpoint-store.js';
import { withHeartbeat } from '../with-heartbeat.js';

interface Deps {
  readonly store: ObjectStore;
  readonly stallMs: number;
  readonly estimates: EstimateSetting;
}

const CONTENT_SHA256 = 'upreel-sha256';

/** Publishes exactly the file that recomposeVideo checked, and what belongs beside it. */
export function createVerifyOutput({ store, stallMs, estimates }: Deps) {
  return ({ job, output, startedAt, seconds }: VerifyOutputInput): Promise<VerifyOutputResult> =>
    withHeartbeat(stallMs, async ({ alive, signal }) => {
      const beganMs = Date.now();
      const { jobId, processedBucket, finalBucket: bucket, videoName } = job;
      const stored = await expectStored(store, { bucket: processedBucket, key: output.outputKey }, output);
      const { plan } = await createCheckpointStore(store, processedBucket, jobId).readPlan();
      const finalKey = finalVideoKey(jobId, videoName, plan.container);
      // A job that was cancelled publishes nothing more.
      signal.throwIfAborted();
      await publish(
        store,
        { bucket: processedBucket, key: output.outputKey, stored },
        { bucket, key: finalKey },
        {
          contentType: stored.contentType,
          metadata: { [CONTENT_SHA256]: output.sha256 },
        },
      );
      alive();
      for (const [from, to] of [
        [output.posterKey, posterKey(jobId)],
        [output.comparisonKey, comparisonKey(jobId)],
      ] as const) {
        const still = await expectStored(store, { bucket: processedBucket, key: from });
        await publish(store, { bucket: processedBucket, key: from, stored: still }, { bucket, key: to }, still);
      }
      signal.throwIfAborted();
      const intermediateBytes = await sumBytes(store, processedBucket, jobPrefix(jobId), alive);
      const cost = costOf({ plan, output, intermediateBytes }, estimates);
      const verify = (Date.now() - beganMs) / 1000;
      const spent = { ...seconds, verify, total: seconds.total + verify };
      const report = buildReport({ videoName, plan, output, cost, finalKey, startedAt, seconds: spent });
      const key = reportKey(jobId);
      await store.write({ bucket, key }, JSON.stringify(report, null, 2), { contentType: 'application/json' });
      return { finalKey, reportKey: key };
    });
}

async function sumBytes(store: ObjectStore, bucket: string, prefix: string, alive: () => void): Promise<number> {
  let bytes = 0;
  for await (const { sizeBytes } of store.list(bucket, prefix)) {
    bytes += sizeBytes;
    alive();
  }
  return bytes;
}

async function expectStored(
  store: ObjectStore,
  ref: ObjectRef,
  expected?: { readonly eTag: string; readonly sizeBytes: number },
): Promise<StoredObject> {
  const stored = await store.head(ref);
  if (stored === null) throw new UpreelError(FailureType.OutputMismatch, `The checked result ${ref.key} is gone.`);
  if (expected !== undefined && (stored.eTag !== expected.eTag || stored.sizeBytes !== expected.sizeBytes)) {
    throw new UpreelError(
      FailureType.OutputMismatch,
      `${ref.key} is not the file that was checked: it has ${stored.sizeBytes} bytes and eTag ${stored.eTag} ` +
        `instead of ${expected.sizeBytes} bytes and eTag ${expected.eTag}.`,
    );
  }
  return stored;
}

async function publish(
  store: ObjectStore,
  from: ObjectRef & { readonly stored: StoredObject },
  to: ObjectRef,
  { contentType, metadata }: PutOptions,
): Promise<void> {
  const { eTag, versionId, sizeBytes } = from.stored;
  if (metadata?.[CONTENT_SHA256] !== undefined) {
    const there = await store.head(to);
    const same = there?.sizeBytes === sizeBytes && there.metadata[CONTENT_SHA256] === metadata[CONTENT_SHA256];
    if (same) return;
  }
  await store.copy({ bucket: from.bucket, key: from.key, eTag, versionId }, to, {
    contentType,
    ...(metadata && { metadata }),
  });
}
