import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

const DAY_SECONDS = 24 * 3_600;
/** As long as a job's intermediate files are kept: until then its history says what happened. */
const LEAST_DAYS = 7;

/** Lengthens a retention that is shorter than a week, where the server allows it. */
export async function checkRetention(request: {
  readonly connection: Connection;
  readonly namespace: string;
}): Promise<string> {
  const { namespace } = request;
  const service = request.connection.workflowService;
  const { config } = await service.describeNamespace({ namespace });
  const days = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_SECONDS;
  if (days >= LEAST_DAYS) return `Closed workflows are kept for ${days} days.`;
  try {
    await service.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(LEAST_DAYS * DAY_SECONDS * 1_000) },
    });
    return `Closed workflows are now kept for ${LEAST_DAYS} days; it was ${days}.`;
  } catch (error) {
    return (
      `Closed workflows are kept for ${days} days only, and the server did not let Upreel change that ` +
      `(${error instanceof Error ? error.message : String(error)}): set the namespace's retention to ${LEAST_DAYS} days.`
    );
  }
}
