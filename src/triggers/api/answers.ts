import { z } from 'zod';

import { FailureType } from '../../contracts/failures.js';
import { JOB_STATUSES } from '../../contracts/job.js';
import { VIDEO_TYPES } from '../../contracts/models.js';

const count = z.int().min(0);
const seconds = z.number().min(0);
const time = z.string().meta({ format: 'date-time' });
const url = z.string().meta({ format: 'uri' });
const failureType = z.enum(Object.values(FailureType));

const ERROR = z.object({
  error: z.object({ code: z.string(), message: z.string(), parameter: z.string().optional() }),
});

const JOB_ROW = z.object({
  JobId: z.string(),
  VideoName: z.string(),
  SourceBucket: z.string(),
  SourceKey: z.string(),
  ProcessedBucket: z.string(),
  FinalBucket: z.string(),
  ContentLength: count,
  ContentType: z.string(),
  Status: z.enum(JOB_STATUSES),
  CreatedAt: time,
  UpdatedAt: time,
  Frames: z.object({ Total: count, Extracted: count, Processed: count }),
  VideoType: z.enum(VIDEO_TYPES),
  Options: z.record(z.string(), z.union([z.string(), z.number()])),
  SourceETag: z.string(),
  SourceVersionId: z.string(),
  WorkflowId: z.string(),
  RunId: z.string(),
  Revision: z.number(),
  FailureType: failureType.optional(),
  FailureReason: z.string().optional(),
  FinalKey: z.string().optional(),
  ReportKey: z.string().optional(),
  Tenant: z.string().optional(),
});

const PROGRESS = z.object({
  status: z.enum(JOB_STATUSES),
  frames: z.object({ total: count, extracted: count, processed: count }),
  startedAt: time,
  upscalingSince: time.nullable(),
  framesBeforeUpscaling: count,
  seconds: z.object({ total: seconds, extract: seconds, upscale: seconds, recompose: seconds, verify: seconds }),
});

const RANGE = z.object({ low: z.number(), high: z.number() });

const UPLOAD_TARGET = { key: z.string(), bucket: z.string() };

/** What successful calls answer with, and what all others do; by the names that the OpenAPI document gives them. */
export const ANSWERS = {
  Error: ERROR,
  PresignedUpload: z.object({
    url,
    ...UPLOAD_TARGET,
    expiresIn: z.int().meta({ description: 'Seconds.' }),
    headers: z.record(z.string(), z.string()).meta({ description: 'The PUT must send exactly these.' }),
    jobId: z.string().optional().meta({ description: 'Where the key fixes it.' }),
  }),
  MultipartUpload: z.object({
    ...UPLOAD_TARGET,
    uploadId: z.string(),
    jobId: z.string(),
    partSizeBytes: z.int().meta({ description: 'Of every part but the last.' }),
    partCount: z.int(),
  }),
  SignedParts: z.object({
    parts: z.array(z.object({ partNumber: z.int(), url })),
    expiresIn: z.int().meta({ description: 'Seconds.' }),
  }),
  UploadedParts: z.object({
    parts: z.array(z.object({ partNumber: z.int(), sizeBytes: count, eTag: z.string() })),
  }),
  CompletedUpload: z.object({ ...UPLOAD_TARGET, jobId: z.string() }),
  Nothing: z.object({}),
  JobRow: JOB_ROW,
  JobList: z.object({
    rows: z.array(JOB_ROW),
    cursor: z.string().nullable().meta({ description: 'For the next page; null at the end.' }),
  }),
  JobDescription: z.object({
    row: JOB_ROW,
    progress: PROGRESS.nullable().meta({
      description: 'What the running workflow knows beyond the row; null at the end, and when Temporal has no answer.',
    }),
  }),
  CancelledJob: z.object({ jobId: z.string(), status: z.enum(JOB_STATUSES) }),
  RetriedJob: z.object({ jobId: z.string(), runId: z.string() }),
  RemovedJob: z.object({ jobId: z.string() }),
  JobResult: z.object({
    url,
    reportUrl: url,
    sourceUrl: url.optional().meta({ description: 'Where the version that the job read is still there.' }),
    posterUrl: url.optional(),
    comparisonUrl: url.optional(),
    fileName: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds; of all URLs.' }),
  }),
  JobEstimate: z.object({
    frames: RANGE,
    output: z.object({ width: z.int(), height: z.int() }),
    gpuSeconds: RANGE.meta({ description: 'How long GPU workers are busy with it, all together.' }),
    outputBytes: RANGE,
    intermediateBytes: RANGE,
    price: z
      .object({ low: z.number(), high: z.number(), currency: z.string() })
      .nullable()
      .meta({ description: 'null where the deployment has no prices.' }),
    basis: z.array(z.string()).meta({ description: 'What the figures rest on.' }),
  }),
} as const;

export type AnswerName = keyof typeof ANSWERS;
