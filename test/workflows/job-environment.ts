import { type Client, WorkflowFailedError, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { guardActivities } from '../../src/activities/guard-activities.js';
import type { UpscaleVideoInput } from '../../src/contracts/job.js';
import { SEARCH_ATTRIBUTES, TASK_QUEUES, UPSCALE_VIDEO, workflowIdOf } from '../../src/contracts/temporal-names.js';
import type { Tracer } from '../../src/ports/tracer.js';
import { traceActivities, traceRuns } from '../../src/workers/trace-jobs.js';
import type { upscaleVideo } from '../../src/workflows/upscale-video.js';
import { toolPath } from '../support/tools.js';
import { workflowBundle } from '../support/workflow-bundle.js';
import type { FakeActivities } from './fake-activities.js';

const KEYWORD = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/** The time-skipping server with the three queues of one job served by fakes. */
export interface JobEnvironment {
  readonly client: Client;
  readonly sleep: (ms: number) => Promise<void>;
  start(job: UpscaleVideoInput): Promise<WorkflowHandleWithFirstExecutionRunId<typeof upscaleVideo>>;
  /** Runs work while workers poll all three queues. */
  serve<T>(activities: FakeActivities, work: () => Promise<T>, tracer?: Tracer): Promise<T>;
  close(): Promise<void>;
}

export async function createJobEnvironment(): Promise<JobEnvironment> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: toolPath('temporalTestServer') } },
  });
  const { client, connection, nativeConnection } = environment;
  await connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.values(SEARCH_ATTRIBUTES).map(({ name }) => [name, KEYWORD])),
  });
  return {
    client,
    sleep: (ms) => environment.sleep(ms),
    start: (job) =>
      client.workflow.start<typeof upscaleVideo>(UPSCALE_VIDEO, {
        taskQueue: TASK_QUEUES.jobs,
        workflowId: workflowIdOf(job.jobId),
        args: [job],
      }),
    serve: async <T>(activities: FakeActivities, work: () => Promise<T>, tracer?: Tracer): Promise<T> => {
      const shared = {
        connection: nativeConnection,
        ...(tracer && { interceptors: { activity: [traceActivities(tracer, 'worker')] }, sinks: traceRuns(tracer) }),
      };
      const workers = await Promise.all([
        Worker.create({
          ...shared,
          taskQueue: TASK_QUEUES.jobs,
          workflowBundle: workflowBundle(),
          activities: guardActivities(activities.jobs()),
        }),
        Worker.create({ ...shared, taskQueue: TASK_QUEUES.media, activities: guardActivities(activities.media()) }),
        Worker.create({ ...shared, taskQueue: TASK_QUEUES.gpu, activities: guardActivities(activities.gpu()) }),
      ]);
      const [first, ...others] = workers;
      return others.reduce<() => Promise<T>>(
        (inner, worker) => () => worker.runUntil(inner),
        () => first.runUntil(work),
      )();
    },
    close: () => environment.teardown(),
  };
}

/** How a run failed. @throws Error when it did not */
export async function failureOf(run: Promise<unknown>): Promise<WorkflowFailedError> {
  const error = await run.then(
    () => new Error('the workflow completed'),
    (reason: unknown) => reason,
  );
  if (error instanceof WorkflowFailedError) return error;
  throw error;
}
