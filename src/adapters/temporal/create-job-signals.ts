import type { Client } from '@temporalio/client';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { SEGMENTS_READY_SIGNAL } from '../../contracts/temporal-names.js';
import type { JobSignals } from '../../ports/job-signals.js';

/** A hint that comes later than the next one is worth nothing. */
const TAKEN_WITHIN_MS = 5_000;

/** The Temporal client behind the JobSignals port. */
export function createJobSignals({ client }: { readonly client: Client }): JobSignals {
  return {
    async segmentsReady({ workflowId, runId }, ready) {
      try {
        await client.withDeadline(Date.now() + TAKEN_WITHIN_MS, () =>
          client.workflow.getHandle(workflowId, runId).signal(SEGMENTS_READY_SIGNAL, ready),
        );
      } catch (error) {
        throw new UpreelError(FailureType.Unavailable, 'Temporal could not take word of segments.', { cause: error });
      }
    },
  };
}
