import { isDeepStrictEqual } from 'node:util';
import type { JobProgress } from '../../src/contracts/progress.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import type { JobControl, JobOutcome, StartOutcome, StartRequest } from '../../src/ports/job-control.js';

/** Workflows by id, each with the state that a test gives it. */
export class FakeJobControl implements JobControl {
  readonly runs = new Map<string, StartRequest & { state: 'running' | 'completed' | 'failed' }>();
  readonly cancelled: string[] = [];
  /** What every call rejects with while it is set. */
  failure: Error | null = null;
  progress: JobProgress | null = null;
  starts = 0;
  /** Workflows that a test lets end, by id. */
  readonly outcomes = new Map<string, JobOutcome>();
  /** Whether a run did anything before its end. */
  begun = true;

  start(request: StartRequest): Promise<StartOutcome> {
    if (this.failure !== null) return Promise.reject(this.failure);
    const id = workflowIdOf(request.job.jobId);
    const before = this.runs.get(id);
    const free = before === undefined || (before.state === 'failed' && request.run === 'after-failure');
    if (!free) return Promise.resolve({ started: false, memo: before.memo });
    // As over the wire, where only JSON arrives.
    const arrived = JSON.parse(JSON.stringify(request)) as StartRequest;
    if (!isDeepStrictEqual(arrived, request)) throw new Error('the request is not plain JSON');
    this.runs.set(id, { ...arrived, state: 'running' });
    this.starts += 1;
    return Promise.resolve({ started: true, runId: `run-${this.starts}` });
  }

  outcomeOf(workflowId: string): Promise<JobOutcome | null> {
    const running =
      this.runs.get(workflowId)?.state === 'running' ? ({ state: 'running', runId: 'run-1' } as const) : null;
    return Promise.resolve(this.outcomes.get(workflowId) ?? running);
  }

  hasBegun(): Promise<boolean> {
    return Promise.resolve(this.begun);
  }

  requestCancel(workflowId: string): Promise<boolean> {
    this.cancelled.push(workflowId);
    return Promise.resolve(this.runs.get(workflowId)?.state === 'running');
  }

  progressOf(): Promise<JobProgress | null> {
    return Promise.resolve(this.progress);
  }
}
