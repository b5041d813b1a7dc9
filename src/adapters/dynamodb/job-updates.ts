import type { UpscaleVideoInput } from '../../contracts/job.js';
import { workflowIdOf } from '../../contracts/temporal-names.js';
import { DEFAULT_TENANT } from '../../contracts/tenant.js';
import type { JobChange, Writer } from '../../ports/job-table.js';
import { type ItemUpdate, nameOf, valueOf } from './update-expression.js';

/** What only one run's end has; every other status takes them away. */
const OUTCOME = ['FailureType', 'FailureReason', 'FinalKey', 'ReportKey'];

const NOT_STALE = 'attribute_not_exists(#Revision) OR #Revision <= :Revision';

const FINAL = { COMPLETED: 'COMPLETED', FAILED: 'FAILED' };

/** An end is left only by another, newer run: a late attempt of the same run never takes a job back. */
const NOT_ENDED_BY_THIS_RUN = '(NOT #Status IN (:COMPLETED, :FAILED) OR #RunId <> :RunId OR #Status = :Status)';

/** The first write of a run. */
export function registration(job: UpscaleVideoInput, writer: Writer, now: string): ItemUpdate {
  return {
    set: {
      VideoName: job.videoName,
      SourceBucket: job.source.bucket,
      SourceKey: job.source.key,
      ProcessedBucket: job.processedBucket,
      FinalBucket: job.finalBucket,
      ContentLength: job.source.sizeBytes,
      ContentType: job.source.contentType,
      Status: 'INITIATED',
      UpdatedAt: now,
      Frames: { Total: 0, Extracted: 0, Processed: 0 },
      VideoType: job.videoType,
      Options: job.options,
      SourceETag: job.source.eTag,
      SourceVersionId: job.source.versionId ?? 'null',
      WorkflowId: workflowIdOf(job.jobId),
      RunId: writer.runId,
      Revision: writer.revision,
      Tenant: job.tenant ?? DEFAULT_TENANT,
    },
    setOnce: { CreatedAt: now },
    remove: OUTCOME,
    condition: `(${NOT_STALE}) AND ${NOT_ENDED_BY_THIS_RUN}`,
    conditionValues: FINAL,
  };
}

/** A later write. It never makes an item: a job that was removed stays removed. */
export function alteration(change: JobChange, writer: Writer, now: string): ItemUpdate {
  const outcome = withoutUndefined({
    FailureType: change.failure?.failureType,
    FailureReason: change.failure?.failureReason,
    FinalKey: change.finalKey,
    ReportKey: change.reportKey,
  });
  const counters = withoutUndefined({
    'Frames.Total': change.frames?.total,
    'Frames.Extracted': change.frames?.extracted,
    'Frames.Processed': change.frames?.processed,
  });
  const noCounterFalls = Object.keys(counters).map((path) => `${nameOf(path)} <= ${valueOf(path)}`);
  if (change.during !== undefined) {
    return {
      set: { ...counters, UpdatedAt: now },
      condition: ['#RunId = :RunId', '#Status = :Status', ...noCounterFalls].join(' AND '),
      conditionValues: { RunId: writer.runId, Status: change.during },
    };
  }
  const newStatus = change.status !== undefined;
  const conditions = [
    'attribute_exists(#JobId)',
    `(${NOT_STALE})`,
    ...(newStatus ? [NOT_ENDED_BY_THIS_RUN] : []),
    ...(noCounterFalls.length > 0 ? [`(#Revision < :Revision OR (${noCounterFalls.join(' AND ')}))`] : []),
  ];
  return {
    set: {
      ...counters,
      ...outcome,
      ...(newStatus && { Status: change.status, RunId: writer.runId }),
      UpdatedAt: now,
      Revision: writer.revision,
    },
    ...(newStatus && { remove: OUTCOME.filter((name) => !(name in outcome)), conditionValues: FINAL }),
    condition: conditions.join(' AND '),
  };
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
