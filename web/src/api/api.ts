import type { JobStatus } from '../../../src/contracts/job.js';
import type { JobReport } from '../../../src/contracts/report.js';
import type { JobDescription } from '../../../src/triggers/jobs/describe-job.js';
import type { JobList } from '../../../src/triggers/jobs/list-jobs.js';
import type { JobResult } from '../../../src/triggers/jobs/result-of.js';
import type { PresignedUpload } from '../../../src/triggers/presign-upload.js';
import { callApi } from './call-api.js';
import { fetchJson } from './fetch-json.js';

/** An upload with a video type: its key fixes the job, a new one each time. */
export type Upload = PresignedUpload & Required<Pick<PresignedUpload, 'jobId'>>;

export async function askForUpload(
  parameters: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Upload> {
  return (await callApi('/uploads', { method: 'POST', body: parameters, signal })) as Upload;
}

export interface JobQuery {
  readonly status: JobStatus | null;
  readonly cursor: string | null;
  readonly limit: number;
}

export async function listJobs({ status, cursor, limit }: JobQuery, signal?: AbortSignal): Promise<JobList> {
  const parameters = new URLSearchParams({ limit: String(limit) });
  if (status !== null) parameters.set('status', status);
  if (cursor !== null) parameters.set('cursor', cursor);
  return (await callApi(`/jobs?${parameters.toString()}`, { signal })) as JobList;
}

export async function describeJob(jobId: string, signal?: AbortSignal): Promise<JobDescription> {
  return (await callApi(pathOf(jobId), { signal })) as JobDescription;
}

export async function cancelJob(jobId: string): Promise<void> {
  await callApi(`${pathOf(jobId)}/cancel`, { method: 'POST' });
}

export async function retryJob(jobId: string): Promise<void> {
  await callApi(`${pathOf(jobId)}/retry`, { method: 'POST' });
}

export async function resultOf(jobId: string, signal?: AbortSignal): Promise<JobResult> {
  return (await callApi(`${pathOf(jobId)}/result`, { signal })) as JobResult;
}

/** From S3, which knows no token: the URL is signed. */
export async function readReport(url: string, signal?: AbortSignal): Promise<JobReport> {
  return (await fetchJson(url, { signal })) as JobReport;
}

function pathOf(jobId: string): string {
  return `/jobs/${encodeURIComponent(jobId)}`;
}
