import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { jobIdOf } from '../../contracts/temporal-names.js';
import { formatTraceparent, TRACEPARENT, tracePointsOf } from '../../contracts/trace.js';

/** Tells each job's workflow which trace it belongs to. */
export const traceStarts: WorkflowClientInterceptor = {
  startWithDetails(input, next) {
    const jobId = jobIdOf(input.options.workflowId);
    const points = jobId === null ? null : tracePointsOf(jobId);
    if (points === null) return next(input);
    const traceparent = defaultPayloadConverter.toPayload(formatTraceparent(points.start));
    return next({ ...input, headers: { ...input.headers, [TRACEPARENT]: traceparent } });
  },
};
