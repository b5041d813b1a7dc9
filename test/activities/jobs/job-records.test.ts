import type { MockActivityEnvironment } from '@temporalio/testing';
import { createRecordEnd } from '../../../src/activities/jobs/record-end.js';
import { createRecordProgress } from '../../../src/activities/jobs/record-progress.js';
import { createRecordStage } from '../../../src/activities/jobs/record-stage.js';
import { createRegisterJob } from '../../../src/activities/jobs/register-job.js';
import { FailureType } from '../../../src/contracts/failures.js';
import { activityEnvironment } from '../../support/activity-environment.js';
import { someJob } from '../../support/job.js';
import { recorders, type Recorded } from '../../support/recorders.js';

const RUN_ID = 'run-1';
const REVISION = 1_700_000_000_000;
const WRITER = { runId: RUN_ID, revision: REVISION };

function environment(): MockActivityEnvironment {
  return activityEnvironment({
    workflowExecution: { workflowId: 'w', runId: RUN_ID },
    scheduledTimestampMs: REVISION,
    attempt: 3,
  });
}

function published(recorded: readonly Recorded[]): Extract<Recorded, { kind: 'publish' }>[] {
  return recorded.filter((entry) => entry.kind === 'publish');
}

test('registering writes the row before it announces the extraction', async () => {
  const { recorded, ...deps } = recorders();
  const job = someJob();
  await environment().run(createRegisterJob(deps), { job });

  expect(recorded.map(({ kind }) => kind)).toEqual(['register', 'publish']);
  expect(recorded[0]).toMatchObject({ job, writer: WRITER });
  expect(recorded[1]).toMatchObject({
    topic: 'extraction',
    message: {
      jobId: job.jobId,
      videoName: 'clip.mp4',
      sourceBucket: 'source',
      sourceKey: job.source.key,
      eventId: `${job.jobId}:${RUN_ID}:extraction`,
      status: 'INITIATED',
    },
  });
});

test('a refused job is registered without an extraction message', async () => {
  const { recorded, ...deps } = recorders();
  const refusal = { failureType: FailureType.UnsupportedMedia, reason: 'It is no video.' };
  await environment().run(createRegisterJob(deps), { job: someJob({ refusal }) });

  expect(recorded.map(({ kind }) => kind)).toEqual(['register']);
});

test('extracting is written to the row and announced to nobody', async () => {
  const { recorded, ...deps } = recorders();
  await environment().run(createRecordStage(deps), { job: someJob(), status: 'EXTRACTING' as const });

  expect(recorded).toMatchObject([{ kind: 'update', change: { status: 'EXTRACTING' }, writer: WRITER }]);
});

test.each([
  ['PROCESSING', 'processing', 'frames/'],
  ['RECOMPOSING', 'recomposition', 'processed_frames/'],
] as const)('%s is written first, then announced with what the next stage needs', async (status, topic, folder) => {
  const { recorded, ...deps } = recorders();
  const job = someJob();
  const frames = { total: 3, extracted: 3, processed: 0 };
  await environment().run(createRecordStage(deps), { job, status, frames, audioKey: 'streams.mp4' });

  expect(recorded).toMatchObject([
    { kind: 'update', change: { jobId: job.jobId, status, frames }, writer: WRITER },
    {
      kind: 'publish',
      topic,
      message: {
        status,
        processedBucket: 'processed',
        framesPrefix: `jobs/${job.jobId}/${folder}`,
        audioKey: 'streams.mp4',
        frames,
      },
    },
  ]);
});

test('progress is that of a job that is PROCESSING, whatever an earlier run left', async () => {
  const { recorded, table } = recorders();
  const frames = { total: 9, extracted: 9, processed: 4 };
  await environment().run(createRecordProgress({ table }), { jobId: 'j', frames });

  expect(recorded).toEqual([{ kind: 'update', change: { jobId: 'j', status: 'PROCESSING', frames }, writer: WRITER }]);
});

test('a completed job names its result in row and message', async () => {
  const { recorded, ...deps } = recorders();
  const frames = { total: 9, extracted: 9, processed: 9 };
  const end = { status: 'COMPLETED', frames, finalKey: 'f.mp4', reportKey: 'r.json' } as const;
  await environment().run(createRecordEnd(deps), { job: someJob(), end });

  expect(recorded[0]).toMatchObject({
    kind: 'update',
    change: { status: 'COMPLETED', finalKey: 'f.mp4', reportKey: 'r.json' },
  });
  expect(published(recorded)[0]).toMatchObject({
    topic: 'completion',
    message: { status: 'COMPLETED', finalBucket: 'final', finalKey: 'f.mp4', reportKey: 'r.json', frames },
  });
});

test('a failed job says why in row and message', async () => {
  const { recorded, ...deps } = recorders();
  const end = { status: 'FAILED', failureType: FailureType.SourceTooLarge, failureReason: 'Too large.' } as const;
  await environment().run(createRecordEnd(deps), { job: someJob(), end });

  const failure = { failureType: 'SourceTooLarge', failureReason: 'Too large.' };
  expect(recorded[0]).toMatchObject({ change: { status: 'FAILED', failure } });
  expect(published(recorded)[0]).toMatchObject({ topic: 'completion', message: { status: 'FAILED', ...failure } });
});
