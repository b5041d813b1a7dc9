import { FailureType, UpreelError } from '../../contracts/failures.js';
import type { JobReport } from '../../contracts/report.js';

/**
 * Reads a job's report from its presigned URL.
 * @throws UpreelError `Unavailable`
 */
export async function fetchReport(url: string, signal?: AbortSignal): Promise<JobReport> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal });
    if (!response.ok) throw new Error(`S3 answered ${response.status}`);
    return (await response.json()) as JobReport;
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new UpreelError(FailureType.Unavailable, `The job's report could not be read: ${reason}.`, { cause: error });
  }
}
