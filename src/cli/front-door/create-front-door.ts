import { formatOptionMetadata, type GivenOptions, OPTION_METADATA_PREFIX } from '../../contracts/job-options.js';
import type { JobDescription } from '../../triggers/jobs/describe-job.js';
import type { JobList } from '../../triggers/jobs/list-jobs.js';
import type { JobResult } from '../../triggers/jobs/result-of.js';
import { callFrontDoor, type FrontDoorCall, FrontDoorError } from './call-front-door.js';
import type { FrontDoor, Upload } from './front-door.js';

/** @param address of the HTTP API, for instance `http://127.0.0.1:8080` */
export function createFrontDoor(address: string): FrontDoor {
  const call = (request: FrontDoorCall): Promise<unknown> => callFrontDoor(address, request);
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
