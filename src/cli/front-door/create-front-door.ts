import { formatOptionMetadata, type GivenOptions, OPTION_METADATA_PREFIX } from '../../contracts/job-options.js';
import type { JobEstimate } from '../../contracts/estimate.js';
import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import type { JobList } from '../../triggers/jobs/list-jobs.js';
import type { JobResult } from '../../triggers/jobs/result-of.js';
import type { SignedParts, StartedMultipartUpload } from '../../triggers/multipart-upload.js';
import { callFrontDoor, type FrontDoorCall, FrontDoorError } from './call-front-door.js';
import type { FrontDoor, Upload } from './front-door.js';

/** @param address of the HTTP API, for instance `http://127.0.0.1:8080` */
export function createFrontDoor(address: string, authorization: { readonly token?: string } = {}): FrontDoor {
  const call = (request: FrontDoorCall): Promise<unknown> => callFrontDoor({ address, ...authorization }, request);
  const jobPath = (jobId: string, action = ''): string => `/jobs/${encodeURIComponent(jobId)}${action}`;

  return {
    async upload({ fileName, contentType, videoType, options }, signal) {
      const body = { fileName, contentType, videoType, ...byWireName(options) };
      return (await call({ method: 'POST', path: '/uploads', body, ...given(signal) })) as Upload;
    },
    async job(jobId, signal) {
      try {
        return (await call({ method: 'GET', path: jobPath(jobId), ...given(signal) })) as JobDescription;
      } catch (error) {
        if (error instanceof FrontDoorError && error.status === 404) return null;
        throw error;
      }
    },
    async jobs({ status, limit, cursor }) {
      const query = new URLSearchParams({
        limit: String(limit),
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      return (await call({ method: 'GET', path: `/jobs?${query.toString()}` })) as JobList;
    },
    async result(jobId, signal) {
      return (await call({ method: 'GET', path: jobPath(jobId, '/result'), ...given(signal) })) as JobResult;
    },
    async cancel(jobId) {
      await call({ method: 'POST', path: jobPath(jobId, '/cancel') });
    },
    async retry(jobId) {
      await call({ method: 'POST', path: jobPath(jobId, '/retry') });
    },
    async estimate({ video, videoType, options }) {
      const body = { video, videoType, ...byWireName(options) };
      return (await call({ method: 'POST', path: '/estimate', body })) as JobEstimate;
    },
    async beginUpload({ fileName, contentType, videoType, options }, sizeBytes, signal) {
      const body = { fileName, contentType, videoType, sizeBytes, ...byWireName(options) };
      const path = '/uploads/multipart';
      return (await call({ method: 'POST', path, body, ...given(signal) })) as StartedMultipartUpload;
    },
    async signPart({ key, uploadId }, partNumber, signal) {
      const body = { key, uploadId, partNumbers: [partNumber] };
      const answer = await call({ method: 'POST', path: '/uploads/multipart/parts', body, ...given(signal) });
      const [part] = (answer as SignedParts).parts;
      if (part === undefined) throw new FrontDoorError(200, `${address} signed no part ${partNumber}.`);
      return part.url;
    },
    async completeUpload({ key, uploadId }, sizeBytes, signal) {
      const body = { key, uploadId, sizeBytes };
      await call({ method: 'POST', path: '/uploads/multipart/complete', body, ...given(signal) });
    },
    async abortUpload({ key, uploadId }) {
      await call({ method: 'POST', path: '/uploads/multipart/abort', body: { key, uploadId } });
    },
    async remove(jobId) {
      await call({ method: 'DELETE', path: jobPath(jobId) });
    },
  };
}

function given(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function byWireName(options: GivenOptions): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formatOptionMetadata(options)).map(([name, value]) => [
      name.slice(OPTION_METADATA_PREFIX.length),
      value,
    ]),
  );
}
