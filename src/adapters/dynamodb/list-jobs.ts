import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { JobStatus } from '../../contracts/job.js';
import { type JobRow, STATUS_INDEX } from '../../contracts/job-row.js';
import type { JobPage } from '../../ports/job-table.js';
import { END, formatCursor, type JobPosition, type ListCursor, parseCursor } from './list-cursor.js';

interface Partition {
  readonly status: JobStatus;
  readonly start: JobPosition | undefined;
  readonly rows: readonly JobRow[];
  readonly more: boolean;
}

interface ListRequest {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly statuses: readonly JobStatus[];
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The index has one partition a status: each gives its newest rows, and the newest of all of them make the page. */
export async function listJobs({ client, table, statuses, limit, cursor }: ListRequest): Promise<JobPage> {
  const positions = cursor === undefined ? {} : parseCursor(cursor);
  const open = statuses.filter((status) => positions[status] !== END);
  const partitions = await Promise.all(open.map((status) => readPartition(status)));
  const rows = partitions
    .flatMap((partition) => partition.rows)
    .sort(newestFirst)
    .slice(0, limit);
  const next: ListCursor = {
    ...positions,
    ...Object.fromEntries(partitions.map((partition) => [partition.status, positionAfter(partition, rows)])),
  };
  return { rows, cursor: statuses.every((status) => next[status] === END) ? null : formatCursor(next) };

  async function readPartition(status: JobStatus): Promise<Partition> {
    const start = positions[status] === END ? undefined : positions[status];
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: STATUS_INDEX,
        KeyConditionExpression: '#Status = :Status',
        ExpressionAttributeNames: { '#Status': 'Status' },
        ExpressionAttributeValues: { ':Status': status },
        ScanIndexForward: false,
        Limit: limit,
        ...(start && { ExclusiveStartKey: { Status: status, CreatedAt: start.createdAt, JobId: start.jobId } }),
      }),
    );
    return { status, start, rows: Items as JobRow[], more: LastEvaluatedKey !== undefined };
  }
}

/** Where a partition's next page begins once `taken` has been given out. */
function positionAfter(
  { rows, start, more }: Partition,
  taken: readonly JobRow[],
): JobPosition | typeof END | undefined {
  const given = rows.filter((row) => taken.includes(row));
  if (given.length === rows.length && !more) return END;
  const last = given.at(-1);
  return last === undefined ? start : { createdAt: last.CreatedAt, jobId: last.JobId };
}

function newestFirst(a: JobRow, b: JobRow): number {
  return compare(b.CreatedAt, a.CreatedAt) || compare(b.JobId, a.JobId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
