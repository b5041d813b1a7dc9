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
  if (typeof cursor !== 'object' || cursor === null || !Object.entries(cursor).every(isEntry)) throw foreign();
  return cursor;
}

/** Of a list in one order: the last row given out. */
export function formatPosition(position: JobPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws UpreelError `InvalidInput` when the text is no cursor of such a list */
export function parsePosition(text: string): JobPosition {
  const position = parseJson(Buffer.from(text, 'base64url').toString());
  if (!isPosition(position)) throw foreign();
  return position;
}

function foreign(): UpreelError {
  return new UpreelError(FailureType.InvalidInput, 'cursor must be what an earlier page of this list gave.');
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
