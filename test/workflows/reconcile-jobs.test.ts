import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { ReconcileActivities, ReconcilePage } from '../../src/contracts/reconcile.js';
import { RECONCILE_JOBS, TASK_QUEUES } from '../../src/contracts/temporal-names.js';
import type { reconcileJobs } from '../../src/workflows/reconcile-jobs.js';
import { toolPath } from '../support/tools.js';
import { workflowBundle } from '../support/workflow-bundle.js';

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: toolPath('temporalTestServer') } },
  });
}, 30_000);
afterAll(() => environment.teardown());

test('a round goes through every page of every step, over several runs, and says what it did', async () => {
  const asked: string[] = [];
  const pages = (step: keyof ReconcileActivities, count: number) => (page: ReconcilePage) => {
    asked.push(`${step} ${page.cursor ?? 'first'}`);
    const number = Number(page.cursor ?? 0) + 1;
    return Promise.resolve({ cursor: number === count ? null : String(number), changed: 1, failed: number % 2 });
  };
  const activities: ReconcileActivities = {
    startMissingJobs: pages('startMissingJobs', 3),
    endLostJobs: pages('endLostJobs', 210),
    removeOldIntermediates: pages('removeOldIntermediates', 1),
  };
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: TASK_QUEUES.jobs,
    workflowBundle: workflowBundle(),
    activities,
  });
  const handle = await worker.runUntil(async () => {
    const started = await environment.client.workflow.start<typeof reconcileJobs>(RECONCILE_JOBS, {
      taskQueue: TASK_QUEUES.jobs,
      workflowId: 'reconcile',
    });
    expect(await started.result()).toEqual({
      startMissingJobs: { changed: 3, failed: 2 },
      endLostJobs: { changed: 210, failed: 105 },
      removeOldIntermediates: { changed: 1, failed: 1 },
    });
    return started;
  });

  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toHaveLength(214);
  const { runId } = await environment.client.workflow.getHandle('reconcile').describe();
  expect(runId).not.toBe(handle.firstExecutionRunId);
}, 60_000);
