import { FailureType, UpreelError } from '../../contracts/failures.js';
import { isJobStatus, type JobStatus } from '../../contracts/job.js';

export interface JobPosition {
  readonly createdAt: string;
  readonly jobId: string;
}

/** A partition that has no more rows. */
export const END = 'end';

/** The last row given out of each status; none: from the newest on. */
export type ListCursor = Partial<Record<JobStatus, JobPosition | typeof END | undefined>>;

export function formatCursor(cursor: ListCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws UpreelError `InvalidInput` when the text is no cursor of this table */
export function parseCursor(text: string): ListCursor {
  const cursor = parseJson(Buffer.from(text, 'base64url').toString());
  if (typeof cursor !== 'object' || cursor === null || !Object.entries(cursor).every(isEntry)) {
    throw new UpreelError(FailureType.InvalidInput, 'cursor must be what an earlier page of this list gave.');
  }
  return cursor;
}

function isEntry([status, position]: [string, unknown]): boolean {
  return isJobStatus(status) && (position === END || isPosition(position));
}

function isPosition(value: unknown): value is JobPosition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'createdAt' in value &&
    'jobId' in value &&
    typeof value.createdAt === 'string' &&
    typeof value.jobId === 'string'
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
