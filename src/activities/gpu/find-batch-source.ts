import type { FrameRange, UpscaleBatchInput } from '../../contracts/activities.js';
import type { BatchPlan, ExtractionManifest, SegmentEntry } from '../../contracts/checkpoints.js';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { planBatch } from '../../domain/plan-batch.js';
import { batchPlanSha256, type CheckpointStore } from '../checkpoint-store.js';

/** What a batch is made of. */
export interface BatchSource {
  readonly plan: BatchPlan;
  readonly segment: SegmentEntry;
  /** Digests by which an equal batch may name the plan. The first is what this release writes. */
  readonly planSha256: readonly [string, ...string[]];
  /** Whose draft it is, where extraction goes on. */
  readonly extractionId?: string;
}

/**
 * Plan and segment of a batch: what extraction left, or for an early batch its draft. null where there is no draft of
 * just these frames: the batch can wait.
 */
export async function findBatchSource(
  checkpoints: CheckpointStore,
  { firstFrame, frameCount, early }: Pick<UpscaleBatchInput, 'firstFrame' | 'frameCount' | 'early'>,
): Promise<BatchSource | null> {
  if (early === true) {
    const draft = await checkpoints.findDraft(firstFrame);
    if (draft?.segment.frameCount !== frameCount) return null;
    const { plan, segment, extractionId } = draft;
    return { plan, segment, planSha256: [batchPlanSha256(plan)], extractionId };
  }
  const [{ plan: whole, sha256 }, extraction] = await Promise.all([
    checkpoints.readPlan(),
    checkpoints.readExtraction(),
  ]);
  const range = { firstFrame, frameCount };
  const plan = planBatch(whole, range);
  // Batches of releases before named the whole plan.
  return { plan, segment: findSegment(extraction, range), planSha256: [batchPlanSha256(plan), sha256] };
}

function findSegment({ segments }: ExtractionManifest, { firstFrame, frameCount }: FrameRange): SegmentEntry {
  const segment = segments.find((candidate) => candidate.firstFrame === firstFrame);
  if (segment?.frameCount === frameCount) return segment;
  throw new UpreelError(
    FailureType.Internal,
    `The extraction has no segment of ${frameCount} frames from frame ${firstFrame}.`,
  );
}
