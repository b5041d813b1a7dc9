import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { UpreelError } from '../../contracts/failures.js';
import { type FrameCounts, JOB_STATUSES } from '../../contracts/job.js';
import type { JobRow } from '../../contracts/job-row.js';
import { DEFAULT_TENANT } from '../../contracts/tenant.js';
import type { JobChange, JobTable } from '../../ports/job-table.js';
import { unavailable } from '../aws/unavailable.js';
import { alteration, registration } from './job-updates.js';
import { listJobs } from './list-jobs.js';
import { listTenantJobs } from './list-tenant-jobs.js';
import { formatUpdate, type ItemUpdate } from './update-expression.js';

export interface JobTableDeps {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly now?: () => Date;
}

/** DynamoDB behind the JobTable port. */
export function createJobTable({ client, table, now = () => new Date() }: JobTableDeps): JobTable {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const timestamp = (): string => now().toISOString();

  /** false: the condition did not hold. */
  async function tryUpdate(jobId: string, update: ItemUpdate): Promise<boolean> {
    try {
      await documents.send(new UpdateCommand({ TableName: table, Key: { JobId: jobId }, ...formatUpdate(update) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async function get(jobId: string): Promise<JobRow | null> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: table, Key: { JobId: jobId }, ConsistentRead: true }),
    );
    return (Item as JobRow | undefined) ?? null;
  }

  return {
    register: (job, writer) =>
      guarded('register the job', async () => {
        await tryUpdate(job.jobId, registration(job, writer, timestamp()));
      }),

    update: (change, writer) =>
      guarded('update the job', async () => {
        let current = change;
        while (!(await tryUpdate(current.jobId, alteration(current, writer, timestamp())))) {
          if (change.during !== undefined) return;
          const row = await get(change.jobId);
          const raised = row?.Revision === writer.revision ? raisedTo(row, current) : current;
          // Nothing to raise: the write is stale, or the job is gone.
          if (raised === current) return;
          current = raised;
        }
      }),

    get: (jobId) => guarded('read the job', () => get(jobId)),

    list: ({ status, tenant, limit, cursor }) =>
      guarded('list the jobs', () =>
        // Rows of before there were tenants are in no tenant's index.
        tenant === undefined || tenant === DEFAULT_TENANT
          ? listJobs({ client: documents, table, statuses: status ? [status] : JOB_STATUSES, tenant, limit, cursor })
          : listTenantJobs({ client: documents, table, tenant, status, limit, cursor }),
      ),

    remove: (jobId) =>
      guarded('remove the job', async () => {
        await documents.send(new DeleteCommand({ TableName: table, Key: { JobId: jobId } }));
      }),
  };
}

/** The change with no counter below the row's; the same object when none was. */
function raisedTo({ Frames }: JobRow, change: JobChange): JobChange {
  const { frames } = change;
  if (frames === undefined) return change;
  const floor: FrameCounts = { total: Frames.Total, extracted: Frames.Extracted, processed: Frames.Processed };
  const names = ['total', 'extracted', 'processed'] as const;
  const falling = names.filter((name) => (frames[name] ?? Infinity) < floor[name]);
  if (falling.length === 0) return change;
  return { ...change, frames: { ...frames, ...Object.fromEntries(falling.map((name) => [name, floor[name]])) } };
}

async function guarded<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof UpreelError) throw error;
    throw unavailable('DynamoDB', action, error);
  }
}
