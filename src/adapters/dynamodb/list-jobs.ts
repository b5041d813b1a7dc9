import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { JobStatus } from '../../contracts/job.js';
import { type JobRow, STATUS_INDEX } from '../../contracts/job-row.js';
import { DEFAULT_TENANT } from '../../contracts/tenant.js';
import type { JobPage } from '../../ports/job-table.js';
import { END, formatCursor, type JobPosition, type ListCursor, parseCursor } from './list-cursor.js';

interface Partition {
  readonly status: JobStatus;
  readonly start: JobPosition | undefined;
  readonly rows: readonly JobRow[];
  /** Where reading it went no further; none at its end. */
  readonly next: JobPosition | undefined;
}

interface ListRequest {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly statuses: readonly JobStatus[];
  readonly tenant: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The index has one partition a status: each gives its newest rows, and the newest of all of them make the page. */
export async function listJobs({ client, table, statuses, tenant, limit, cursor }: ListRequest): Promise<JobPage> {
  const positions = cursor === undefined ? {} : parseCursor(cursor);
  const open = statuses.filter((status) => positions[status] !== END);
  const partitions = await Promise.all(open.map((status) => readPartition(status)));
  const horizon = horizonOf(partitions, limit);
  const rows = partitions
    .flatMap((partition) => partition.rows)
    .filter(({ CreatedAt }) => CreatedAt >= horizon)
    .sort(newestFirst)
    .slice(0, limit);
  const taken = new Set(rows);
  const next: ListCursor = {
    ...positions,
    ...Object.fromEntries(partitions.map((partition) => [partition.status, positionAfter(partition, taken)])),
  };
  return { rows, cursor: statuses.every((status) => next[status] === END) ? null : formatCursor(next) };

  async function readPartition(status: JobStatus): Promise<Partition> {
    const start = positions[status] === END ? undefined : positions[status];
    const rows: JobRow[] = [];
    let from = start;
    for (let reads = 0; reads < MAX_READS; reads += 1) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: STATUS_INDEX,
          ...queryOf({ status, tenant, from, limit: reads === 0 ? limit : ROWS_A_READ }),
        }),
      );
      rows.push(...(Items as JobRow[]));
      from = LastEvaluatedKey && positionOf(LastEvaluatedKey as Pick<JobRow, 'CreatedAt' | 'JobId'>);
      if (from === undefined || rows.length >= limit) break;
    }
    return { status, start, rows, next: from };
  }
}

/** Other tenants' rows lie between, and are read too: a page then ends with fewer rows, and goes on at its cursor. */
const MAX_READS = 10;
const ROWS_A_READ = 100;

/** Rows older than where a partition was left with too few may not be given yet: newer ones may follow there. */
function horizonOf(partitions: readonly Partition[], limit: number): string {
  const unread = partitions.flatMap(({ next, rows }) =>
    next === undefined || rows.length >= limit ? [] : [next.createdAt],
  );
  return unread.sort().at(-1) ?? '';
}

function queryOf(request: {
  readonly status: JobStatus;
  readonly tenant: string | undefined;
  readonly limit: number;
  readonly from: JobPosition | undefined;
}) {
  const { status, tenant, limit, from } = request;
  // Rows of before there were tenants have no such attribute.
  const unnamed = tenant === DEFAULT_TENANT ? ' OR attribute_not_exists(#Tenant)' : '';
  return {
    KeyConditionExpression: '#Status = :Status',
    ...(tenant !== undefined && { FilterExpression: `#Tenant = :Tenant${unnamed}` }),
    ExpressionAttributeNames: { '#Status': 'Status', ...(tenant !== undefined && { '#Tenant': 'Tenant' }) },
    ExpressionAttributeValues: { ':Status': status, ...(tenant !== undefined && { ':Tenant': tenant }) },
    ScanIndexForward: false,
    Limit: limit,
    ...(from && { ExclusiveStartKey: { Status: status, CreatedAt: from.createdAt, JobId: from.jobId } }),
  };
}

/** Where a partition's next page begins once `taken` has been given out. */
function positionAfter(
  { rows, start, next }: Partition,
  taken: ReadonlySet<JobRow>,
): JobPosition | typeof END | undefined {
  const given = rows.filter((row) => taken.has(row));
  if (given.length === rows.length) return next ?? END;
  const last = given.at(-1);
  return last === undefined ? start : positionOf(last);
}

function positionOf({ CreatedAt, JobId }: Pick<JobRow, 'CreatedAt' | 'JobId'>): JobPosition {
  return { createdAt: CreatedAt, jobId: JobId };
}

function newestFirst(a: JobRow, b: JobRow): number {
  return compare(b.CreatedAt, a.CreatedAt) || compare(b.JobId, a.JobId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
