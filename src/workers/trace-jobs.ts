import { randomBytes } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import { jobIdOf } from '../contracts/temporal-names.js';
import { parseTraceparent, TRACEPARENT } from '../contracts/trace.js';
import type { Tracer } from '../ports/tracer.js';
import type { TraceSinks } from '../workflows/trace-run.js';

/** Records each attempt of an activity whose workflow belongs to a trace. */
export function traceActivities(tracer: Tracer, worker: string): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const header = input.headers[TRACEPARENT];
        const parent = header && parseTraceparent(defaultPayloadConverter.fromPayload(header));
        if (parent == null) return next(input);
        const startMs = Date.now();
        const end = (error?: Error): void => {
          tracer.record({
            traceId: parent.traceId,
            spanId: randomBytes(8).toString('hex'),
            parentSpanId: parent.spanId,
            name: info.activityType,
            kind: 'internal',
            startMs,
            endMs: Date.now(),
            attributes: {
              ...jobAttribute(info.workflowExecution?.workflowId),
              'upreel.worker': worker,
              'temporal.activity_id': info.activityId,
              'temporal.attempt': info.attempt,
              'temporal.task_queue': info.taskQueue,
              'temporal.waited_seconds': (startMs - info.currentAttemptScheduledTimestampMs) / 1000,
              ...(error instanceof ApplicationFailure && error.type != null && { 'error.type': error.type }),
            },
            ...(error !== undefined && { failure: error.message }),
          });
        };
        try {
          const output = await next(input);
          end();
          return output;
        } catch (error) {
          end(error instanceof Error ? error : new Error('unknown', { cause: error }));
          throw error;
        }
      },
    },
  });
}

/** Records each run of a workflow that belongs to a trace. */
export function traceRuns(tracer: Tracer): InjectedSinks<TraceSinks> {
  return {
    trace: {
      runEnded: {
        fn({ workflowId, runId, workflowType, taskQueue }, run) {
          tracer.record({
            ...run,
            name: workflowType,
            kind: 'internal',
            attributes: {
              ...jobAttribute(workflowId),
              'temporal.workflow_id': workflowId,
              'temporal.run_id': runId,
              'temporal.task_queue': taskQueue,
            },
          });
        },
      },
    },
  };
}

function jobAttribute(workflowId = ''): Readonly<Record<string, string>> {
  const jobId = jobIdOf(workflowId);
  return jobId === null ? {} : { 'upreel.job_id': jobId };
}
