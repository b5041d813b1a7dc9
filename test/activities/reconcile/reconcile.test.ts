import { randomUUID } from 'node:crypto';
import { createJobTable } from '../../../src/adapters/dynamodb/create-job-table.js';
import {
  createReconcileActivities,
  type ReconcileActivitiesDeps,
} from '../../../src/activities/reconcile/create-reconcile-activities.js';
import { FailureType } from '../../../src/contracts/failures.js';
import type { UpscaleVideoResult } from '../../../src/contracts/job.js';
import type { ReconcileActivities, ReconcilePage, ReconciledPage } from '../../../src/contracts/reconcile.js';
import { workflowIdOf } from '../../../src/contracts/temporal-names.js';
import type { JobTable } from '../../../src/ports/job-table.js';
import { activityEnvironment } from '../../support/activity-environment.js';
import { FakeJobControl } from '../../support/fake-job-control.js';
import { someJob } from '../../support/job.js';
import { MemoryObjectStore } from '../../support/memory-object-store.js';
import { recorders } from '../../support/recorders.js';
import { startDynalite, type TestDynamoDb } from '../../support/start-dynalite.js';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const FIRST: ReconcilePage = { cursor: null };

describe('reconciling', () => {
  let dynamodb: TestDynamoDb;
  let table: JobTable;
  let store: MemoryObjectStore;
  let control: FakeJobControl;
  let sent: ReturnType<typeof recorders>;
  beforeAll(async () => {
    dynamodb = await startDynalite();
  });
  afterAll(() => dynamodb.stop());
  beforeEach(async () => {
    table = createJobTable({ client: dynamodb.client, table: await dynamodb.createTable(randomUUID()) });
    store = new MemoryObjectStore();
    control = new FakeJobControl();
    sent = recorders();
  });

  const run = (
    step: keyof ReconcileActivities,
    page = FIRST,
    given: Partial<ReconcileActivitiesDeps> = {},
  ): Promise<ReconciledPage> => {
    const activities = createReconcileActivities({
      store,
      table,
      control,
      notifier: sent.notifier,
      sourceBucket: 'source',
      processedBucket: 'processed',
      deployment: { processedBucket: 'processed', finalBucket: 'final', precision: 'fp32' },
      reconcileDays: 7,
      intermediateDays: 7,
      ...given,
    });
    const environment = activityEnvironment({
      workflowExecution: { workflowId: 'reconcile', runId: 'reconcile-run' },
      scheduledTimestampMs: Date.now(),
    });
    return environment.run(activities[step], page);
  };
  const upload = async (key: string, ageMs = 5 * MINUTE_MS) => {
    store.now = () => new Date(Date.now() - ageMs);
    await store.write({ bucket: 'source', key }, 'a video', { contentType: 'video/mp4' });
  };
  const register = async (given: Parameters<typeof someJob>[0] = {}) => {
    const job = someJob(given);
    await table.register(job, { runId: 'run-1', revision: Date.now() - MINUTE_MS });
    return job;
  };

  describe('uploads without a row', () => {
    it('get their job, under both prefixes, and only once', async () => {
      const jobId = randomUUID();
      await upload(`data/src/anime/${jobId}/lost.mp4`);
      await upload('uploads/also lost.mp4');
      await upload('uploads/');
      await upload('elsewhere/no-job.mp4');

      expect(await run('startMissingJobs')).toEqual({ cursor: null, changed: 2, failed: 0 });
      expect([...control.runs.values()].map(({ job }) => job.videoName).sort()).toEqual(['also lost.mp4', 'lost.mp4']);
      expect(control.runs.has(workflowIdOf(jobId))).toBe(true);
      expect(await run('startMissingJobs')).toEqual({ cursor: null, changed: 0, failed: 0 });
    });

    it('are left alone while their event is on the way, and after the days that Temporal remembers', async () => {
      await upload('uploads/young.mp4', MINUTE_MS / 2);
      await upload('uploads/old.mp4', 8 * DAY_MS);

      expect(await run('startMissingJobs')).toMatchObject({ changed: 0 });
      expect(control.starts).toBe(0);
    });

    it('are told from those with a row, also when their workflow is forgotten', async () => {
      await upload('uploads/known.mp4');
      await run('startMissingJobs');
      const [started] = [...control.runs.values()];
      if (started === undefined) throw new Error('nothing was started');
      await table.register(started.job, { runId: 'run-1', revision: 1 });
      control.runs.clear();

      expect(await run('startMissingJobs')).toMatchObject({ changed: 0 });
      expect(control.starts).toBe(1);
    });

    it('get a FAILED row when their workflow was terminated before it wrote one, but not when the row was removed', async () => {
      const jobId = randomUUID();
      await upload(`data/src/real/${jobId}/stopped.mp4`);
      await run('startMissingJobs');
      control.outcomes.set(workflowIdOf(jobId), {
        state: 'failed',
        runId: 'run-9',
        failureType: FailureType.Terminated,
        failureReason: 'It was terminated.',
      });

      expect(await run('startMissingJobs')).toMatchObject({ changed: 0 });
      control.begun = false;
      expect(await run('startMissingJobs')).toMatchObject({ changed: 1 });
      expect(await table.get(jobId)).toMatchObject({ Status: 'FAILED', FailureType: 'Terminated', RunId: 'run-9' });
      expect(sent.recorded).toMatchObject([{ topic: 'completion', message: { eventId: `${jobId}:run-9:completion` } }]);
    });

    it('do not hold up each other when one cannot be started', async () => {
      await upload('uploads/a.mp4');
      await upload('uploads/b.mp4');
      const head = store.head.bind(store);
      store.head = (ref) => (ref.key === 'uploads/a.mp4' ? Promise.reject(new Error('forbidden')) : head(ref));

      expect(await run('startMissingJobs')).toEqual({ cursor: null, changed: 1, failed: 1 });
    });

    it('are read page by page', async () => {
      for (let index = 0; index < 501; index += 1) await upload(`uploads/${String(index).padStart(3, '0')}.mp4`);

      const first = await run('startMissingJobs');
      expect(first).toEqual({ cursor: 'uploads/499.mp4', changed: 500, failed: 0 });
      expect(await run('startMissingJobs', { cursor: first.cursor })).toEqual({ cursor: null, changed: 1, failed: 0 });
    });
  });

  describe('rows not at their end', () => {
    const everyPage = async (): Promise<number> => {
      let changed = 0;
      let cursor: string | null = null;
      do {
        const page: ReconciledPage = await run('endLostJobs', { cursor });
        changed += page.changed;
        cursor = page.cursor;
      } while (cursor !== null);
      return changed;
    };

    it('are left to a workflow that runs', async () => {
      const job = await register();
      control.outcomes.set(workflowIdOf(job.jobId), { state: 'running', runId: 'run-1' });

      expect(await everyPage()).toBe(0);
      expect(await table.get(job.jobId)).toMatchObject({ Status: 'INITIATED' });
    });

    it.each([
      ['terminated', FailureType.Terminated],
      ['timed out', FailureType.TimedOut],
      ['failed for a reason of its own', FailureType.UnsupportedMedia],
    ])('get the end of a workflow that %s, and its message, in every status', async (_, failureType) => {
      const ended = { state: 'failed' as const, runId: 'run-7', failureType, failureReason: 'It ended.' };
      const jobs = await Promise.all([register(), register(), register(), register()]);
      const statuses = ['INITIATED', 'EXTRACTING', 'PROCESSING', 'RECOMPOSING'] as const;
      for (const [index, { jobId }] of jobs.entries()) {
        const status = statuses[index] ?? 'INITIATED';
        await table.update({ jobId, status }, { runId: 'run-7', revision: Date.now() - MINUTE_MS + 1 });
        control.outcomes.set(workflowIdOf(jobId), ended);
      }

      expect(await everyPage()).toBe(4);
      for (const { jobId } of jobs) {
        const expected = { Status: 'FAILED', FailureType: failureType, FailureReason: 'It ended.', RunId: 'run-7' };
        expect(await table.get(jobId)).toMatchObject(expected);
      }
      const events = sent.recorded.map((entry) => (entry.kind === 'publish' ? entry.message.eventId : ''));
      expect(events.sort()).toEqual(jobs.map(({ jobId }) => `${jobId}:run-7:completion`).sort());
      expect(await everyPage()).toBe(0);
    });

    it('are FAILED as Terminated when Temporal knows nothing of their workflow', async () => {
      const { jobId } = await register();

      expect(await everyPage()).toBe(1);
      expect(await table.get(jobId)).toMatchObject({ Status: 'FAILED', FailureType: 'Terminated', RunId: 'run-1' });
    });

    it('are COMPLETED with the result of a workflow that completed', async () => {
      const { jobId } = await register();
      const frames = { total: 3, extracted: 3, processed: 3 };
      const result = { frames, finalKey: 'final.mp4', reportKey: 'report.json' } as UpscaleVideoResult;
      control.outcomes.set(workflowIdOf(jobId), { state: 'completed', runId: 'run-1', result });

      expect(await everyPage()).toBe(1);
      expect(await table.get(jobId)).toMatchObject({ Status: 'COMPLETED', FinalKey: 'final.mp4' });
    });

    it('keep what a run that began meanwhile wrote', async () => {
      const { jobId } = await register();
      const outcomeOf = async () => {
        await table.register(someJob({ jobId }), { runId: 'run-2', revision: Date.now() + MINUTE_MS });
        return null;
      };
      control.outcomeOf = outcomeOf;

      await everyPage();
      expect(await table.get(jobId)).toMatchObject({ Status: 'INITIATED', RunId: 'run-2' });
    });
  });

  describe('intermediates', () => {
    const leave = (jobId: string) =>
      store.write({ bucket: 'processed', key: `jobs/${jobId}/frames/segment-00000000.nut` }, 'x', { contentType: 'x' });
    const endedDaysAgo = async (days: number) => {
      const { jobId } = await register();
      const late = createJobTable({ ...tableOf(), now: () => new Date(Date.now() - days * DAY_MS) });
      const failure = { failureType: FailureType.Cancelled, failureReason: 'x' };
      await late.update({ jobId, status: 'FAILED', failure }, { runId: 'run-1', revision: Date.now() });
      await leave(jobId);
      return jobId;
    };
    let name: string;
    const tableOf = () => ({ client: dynamodb.client, table: name });
    beforeEach(async () => {
      name = await dynamodb.createTable(randomUUID());
      table = createJobTable(tableOf());
    });

    it('go a week after the end of their job, and with a job that was removed', async () => {
      const old = await endedDaysAgo(8);
      const fresh = await endedDaysAgo(6);
      const { jobId: open } = await register();
      await leave(open);
      const removed = randomUUID();
      await leave(removed);

      expect(await run('removeOldIntermediates')).toEqual({ cursor: null, changed: 2, failed: 0 });
      const left = store.keys().join();
      expect([old, removed].filter((jobId) => left.includes(jobId))).toEqual([]);
      expect([fresh, open].filter((jobId) => left.includes(jobId))).toHaveLength(2);
    });

    it('stay where a lifecycle rule sees to them', async () => {
      const old = await endedDaysAgo(8);

      expect(await run('removeOldIntermediates', FIRST, { intermediateDays: null })).toMatchObject({ changed: 0 });
      expect(store.keys().join()).toContain(old);
    });
  });
});
