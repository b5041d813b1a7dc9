import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { JobStatus } from '../../contracts/job.js';
import { type JobRow, TENANT_INDEX } from '../../contracts/job-row.js';
import type { JobPage } from '../../ports/job-table.js';
import { formatPosition, type JobPosition, parsePosition } from './list-cursor.js';

interface ListRequest {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly tenant: string;
  readonly status: JobStatus | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Rows of other statuses lie between those of one, and are read too: a page then ends with fewer, and goes on at its cursor. */
const MAX_READS = 10;
const ROWS_A_READ = 100;

/** The index has one partition a tenant, in order: nobody else's rows are read. */
export async function listTenantJobs(request: ListRequest): Promise<JobPage> {
  const { client, table, tenant, status, limit, cursor } = request;
  const rows: JobRow[] = [];
  let from = cursor === undefined ? undefined : parsePosition(cursor);
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: TENANT_INDEX,
        KeyConditionExpression: '#Tenant = :Tenant',
        ...(status !== undefined && { FilterExpression: '#Status = :Status' }),
        ExpressionAttributeNames: { '#Tenant': 'Tenant', ...(status !== undefined && { '#Status': 'Status' }) },
        ExpressionAttributeValues: { ':Tenant': tenant, ...(status !== undefined && { ':Status': status }) },
        ScanIndexForward: false,
        Limit: status === undefined ? limit - rows.length : ROWS_A_READ,
        ...(from && { ExclusiveStartKey: { Tenant: tenant, CreatedAt: from.createdAt, JobId: from.jobId } }),
      }),
    );
    rows.push(...(Items as JobRow[]));
    from = LastEvaluatedKey && positionOf(LastEvaluatedKey as Pick<JobRow, 'CreatedAt' | 'JobId'>);
    if (from === undefined || rows.length >= limit) break;
  }
  const given = rows.slice(0, limit);
  const last = given.at(-1);
  const next = rows.length > given.length && last !== undefined ? positionOf(last) : from;
  return { rows: given, cursor: next === undefined ? null : formatPosition(next) };
}

function positionOf({ CreatedAt, JobId }: Pick<JobRow, 'CreatedAt' | 'JobId'>): JobPosition {
  return { createdAt: CreatedAt, jobId: JobId };
}
