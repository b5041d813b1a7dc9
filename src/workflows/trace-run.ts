import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { ContinueAsNew, proxySinks, type Sinks, workflowInfo, type WorkflowInterceptors } from '@temporalio/workflow';
import { formatTraceparent, parseTraceparent, runPointOf, TRACEPARENT, type TracePoint } from '../contracts/trace.js';

/** What a run tells of itself as it ends; never when it is replayed. */
export interface EndedRun extends TracePoint {
  readonly parentSpanId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly failure?: string;
}

export interface TraceSinks extends Sinks {
  readonly trace: { runEnded(run: EndedRun): void };
}

const { trace } = proxySinks<TraceSinks>();

/**
 * Hands the trace of a job on to its activities and next runs. A run whose start names no trace, as all did before there
 * were any, does nothing of it; nothing of it is in the history but headers, which replay does not compare.
 */
export function interceptors(): WorkflowInterceptors {
  let given: Payload | undefined;
  let own: Payload | undefined;
  return {
    inbound: [
      {
        async execute(input, next) {
          given = input.headers[TRACEPARENT];
          const parent = given && parseTraceparent(defaultPayloadConverter.fromPayload(given));
          if (parent == null) return next(input);
          const run = runPointOf(workflowInfo().runId, parent);
          own = defaultPayloadConverter.toPayload(formatTraceparent(run));
          const startMs = Date.now();
          const end = (failure?: string): void => {
            trace.runEnded({
              ...run,
              parentSpanId: parent.spanId,
              startMs,
              endMs: Date.now(),
              ...(failure !== undefined && { failure }),
            });
          };
          try {
            const result = await next(input);
            end();
            return result;
          } catch (error) {
            end(error instanceof ContinueAsNew ? undefined : String(error));
            throw error;
          }
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(withHeader(input, own)),
        continueAsNew: (input, next) => next(withHeader(input, given)),
      },
    ],
  };
}

function withHeader<T extends { readonly headers: Record<string, Payload> }>(input: T, header: Payload | undefined): T {
  return header === undefined ? input : { ...input, headers: { ...input.headers, [TRACEPARENT]: header } };
}
