import { createHash } from 'node:crypto';
import type {
  BatchDraft,
  BatchManifest,
  BatchPlan,
  ExtractionManifest,
  JobPlan,
  RecompositionManifest,
} from '../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import { batchKey, draftKey, extractionKey, planKey, recompositionKey } from '../contracts/object-keys.js';
import type { ObjectStore } from '../ports/object-store.js';

interface StoredPlan {
  readonly plan: JobPlan;
  /** Of the object's bytes: what everything made from this plan names. */
  readonly sha256: string;
}

/** The resume protocol of one job under `checkpoints/`: plan, extraction manifest, one manifest a batch. */
export interface CheckpointStore {
  findPlan(): Promise<StoredPlan | null>;
  /** @throws UpreelError `Internal` when there is none */
  readPlan(): Promise<StoredPlan>;
  writePlan(plan: JobPlan): Promise<StoredPlan>;
  findExtraction(): Promise<ExtractionManifest | null>;
  readExtraction(): Promise<ExtractionManifest>;
  writeExtraction(manifest: ExtractionManifest): Promise<void>;
  findDraft(firstFrame: number): Promise<BatchDraft | null>;
  writeDraft(draft: BatchDraft): Promise<void>;
  readBatch(firstFrame: number): Promise<BatchManifest>;
  writeBatch(manifest: BatchManifest): Promise<void>;
  /** One HEAD: is there a batch made from exactly one of these? */
  isBatchMadeFrom(firstFrame: number, oneOf: readonly BatchManifest['madeFrom'][]): Promise<boolean>;
  findRecomposition(): Promise<RecompositionManifest | null>;
  writeRecomposition(manifest: RecompositionManifest): Promise<void>;
}

const JSON_TYPE = 'application/json';
const MADE_FROM = 'upreel-made-from';

export function createCheckpointStore(store: ObjectStore, bucket: string, jobId: string): CheckpointStore {
  const find = async (key: string): Promise<Uint8Array | null> => store.read({ bucket, key });
  const findJson = async (key: string): Promise<unknown> => {
    const bytes = await find(key);
    return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
  };
  const write = async (key: string, value: object, metadata: Record<string, string> = {}): Promise<string> => {
    const body = JSON.stringify(value);
    await store.write({ bucket, key }, body, { contentType: JSON_TYPE, metadata });
    return sha256Of(body);
  };

  const findPlan = async (): Promise<StoredPlan | null> => {
    const bytes = await find(planKey(jobId));
    if (bytes === null) return null;
    return { plan: JSON.parse(new TextDecoder().decode(bytes)) as JobPlan, sha256: sha256Of(bytes) };
  };
  const findExtraction = async () => (await findJson(extractionKey(jobId))) as ExtractionManifest | null;

  return {
    findPlan,
    readPlan: async () => (await findPlan()) ?? missing(planKey(jobId)),
    writePlan: async (plan) => ({ plan, sha256: await write(planKey(jobId), plan) }),
    findExtraction,
    readExtraction: async () => (await findExtraction()) ?? missing(extractionKey(jobId)),
    writeExtraction: async (manifest) => {
      await write(extractionKey(jobId), manifest);
    },
    findDraft: async (firstFrame) => (await findJson(draftKey(jobId, firstFrame))) as BatchDraft | null,
    writeDraft: async (draft) => {
      await write(draftKey(jobId, draft.segment.firstFrame), draft);
    },
    readBatch: async (firstFrame) => {
      const key = batchKey(jobId, firstFrame);
      return ((await findJson(key)) as BatchManifest | null) ?? missing(key);
    },
    writeBatch: async (manifest) => {
      await write(batchKey(jobId, manifest.firstFrame), manifest, { [MADE_FROM]: fingerprint(manifest.madeFrom) });
    },
    isBatchMadeFrom: async (firstFrame, oneOf) => {
      const found = await store.head({ bucket, key: batchKey(jobId, firstFrame) });
      return oneOf.some((madeFrom) => found?.metadata[MADE_FROM] === fingerprint(madeFrom));
    },
    findRecomposition: async () => (await findJson(recompositionKey(jobId))) as RecompositionManifest | null,
    writeRecomposition: async (manifest) => {
      await write(recompositionKey(jobId), manifest);
    },
  };
}

/** What batches made of this part of a plan name. */
export function batchPlanSha256(plan: BatchPlan): string {
  return sha256Of(JSON.stringify(plan));
}

function fingerprint({ planSha256, segmentSha256, modelSha256 }: BatchManifest['madeFrom']): string {
  return sha256Of([planSha256, segmentSha256, modelSha256].join(' '));
}

function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function missing(key: string): never {
  throw new UpreelError(
    FailureType.Internal,
    `The checkpoint ${key} is missing: retry the job, it will be made again.`,
  );
}
