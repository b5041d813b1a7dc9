import { dataPaths } from '../../src/local/data-paths.js';
import { ProcessRecord } from '../../src/local/process-record.js';
import { writeAtomically } from '../../src/local/write-atomically.js';

/** Makes this process the owner of a data directory whose stack has this HTTP front. */
export function pretendStack(dataDirectory: string, http: string): void {
  const paths = dataPaths(dataDirectory);
  ProcessRecord.take(paths);
  writeAtomically(paths.stack, { http, pids: { supervisor: process.pid } });
}
