import type { z } from 'zod';

import type { AnswerName } from './answers.js';
import { ESTIMATE_REQUEST } from './estimate-request.js';
import { LIST_QUERY } from './list-query.js';
import { COMPLETE_REQUEST, SIGN_PARTS_REQUEST, UPLOAD_REFERENCE } from './multipart-request.js';
import { MULTIPART_REQUEST, PRESIGN_REQUEST } from './upload-request.js';

/** One operation of the HTTP API, as its document tells of it. */
interface OperationFacts {
  readonly id: string;
  readonly summary: string;
  /** The JSON body's schema. */
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly answer: { readonly status: 200 | 201 | 202; readonly body: AnswerName | null };
  readonly errors: readonly (400 | 403 | 404 | 409 | 500 | 503)[];
}

const ANY_CALL = [403, 500, 503] as const;
const ONE_JOB = [404, ...ANY_CALL] as const;
const A_CHANGE = [409, ...ONE_JOB] as const;

/** All of them, by method and path. */
export const OPERATIONS: Readonly<Record<string, OperationFacts>> = {
  'POST /uploads': {
    id: 'presignUpload',
    summary: 'A URL to upload one video to. The job starts when the upload is complete.',
    body: PRESIGN_REQUEST,
    answer: { status: 200, body: 'PresignedUpload' },
    errors: [400, 403, 500],
  },
  'POST /uploads/multipart': {
    id: 'beginMultipartUpload',
    summary: 'Begins an upload in parts: for files over 5 GB, and for those who want to go on after a break.',
    body: MULTIPART_REQUEST,
    answer: { status: 201, body: 'MultipartUpload' },
    errors: [400, ...ANY_CALL],
  },
  'POST /uploads/multipart/parts': {
    id: 'signParts',
    summary: 'A URL for each of these parts; PUT the bytes there.',
    body: SIGN_PARTS_REQUEST,
    answer: { status: 200, body: 'SignedParts' },
    errors: [400, ...ANY_CALL],
  },
  'GET /uploads/multipart/parts': {
    id: 'listParts',
    summary: 'The parts that have arrived.',
    query: UPLOAD_REFERENCE,
    answer: { status: 200, body: 'UploadedParts' },
    errors: [400, 404, ...ANY_CALL],
  },
  'POST /uploads/multipart/complete': {
    id: 'completeMultipartUpload',
    summary: 'Makes one object of the parts, if all bytes are here. The job starts then.',
    body: COMPLETE_REQUEST,
    answer: { status: 200, body: 'CompletedUpload' },
    errors: [400, 404, 409, ...ANY_CALL],
  },
  'POST /uploads/multipart/abort': {
    id: 'abortMultipartUpload',
    summary: 'Removes the parts. Also answered so when there are none.',
    body: UPLOAD_REFERENCE,
    answer: { status: 200, body: 'Nothing' },
    errors: [400, ...ANY_CALL],
  },
  'POST /estimate': {
    id: 'estimate',
    summary: 'What a job would take, before any work.',
    body: ESTIMATE_REQUEST,
    answer: { status: 200, body: 'JobEstimate' },
    errors: [400, ...ANY_CALL],
  },
  'GET /jobs': {
    id: 'listJobs',
    summary: 'Jobs, the newest first, page by page. A page may have fewer rows than asked for.',
    query: LIST_QUERY,
    answer: { status: 200, body: 'JobList' },
    errors: [400, ...ANY_CALL],
  },
  'GET /jobs/{jobId}': {
    id: 'describeJob',
    summary: 'A job’s row, and what its running workflow knows.',
    answer: { status: 200, body: 'JobDescription' },
    errors: ONE_JOB,
  },
  'DELETE /jobs/{jobId}': {
    id: 'removeJob',
    summary: 'Removes a finished job: its objects and its row.',
    answer: { status: 200, body: 'RemovedJob' },
    errors: A_CHANGE,
  },
  'POST /jobs/{jobId}/cancel': {
    id: 'cancelJob',
    summary: 'Asks a running job to end. Its row says FAILED with the type Cancelled once it has.',
    answer: { status: 202, body: 'CancelledJob' },
    errors: A_CHANGE,
  },
  'POST /jobs/{jobId}/retry': {
    id: 'retryJob',
    summary: 'A new run of a failed job; what is done stays done.',
    answer: { status: 202, body: 'RetriedJob' },
    errors: A_CHANGE,
  },
  'GET /jobs/{jobId}/result': {
    id: 'jobResult',
    summary: 'URLs to download a completed job’s video, report and pictures.',
    answer: { status: 200, body: 'JobResult' },
    errors: A_CHANGE,
  },
  'GET /openapi.json': {
    id: 'openApi',
    summary: 'This document.',
    answer: { status: 200, body: null },
    errors: [],
  },
};
