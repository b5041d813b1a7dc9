import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { deliverAgain } from '../../src/chaos/jobs/upload.js';
import { TOPICS } from '../../src/contracts/job-message.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import { makeClip } from '../e2e/support/clips.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { createHeldFfmpeg, type HeldFfmpeg, WORK } from './support/held-ffmpeg.js';
import { JobStack } from './support/job-stack.js';

jest.setTimeout(300_000);

/** A minute in which an upload's own event may come, and a round of the schedule, every 30 seconds. */
const RECONCILED_WITHIN_MS = 150_000;

let directory: OwnDirectory;
let held: HeldFfmpeg;
let stack: JobStack;
let clip: string;

beforeAll(async () => {
  directory = await ownDirectory();
  held = createHeldFfmpeg(directory.path);
  stack = await JobStack.start(directory.path, [], { ...held.environment, UPREEL_RECONCILE_SECONDS: '30' });
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 20 });
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

afterEach(() => held.release());

test('uploads that arrive while Temporal is away are kept until it is back', async () => {
  const temporal = await stack.pid('temporal');
  process.kill(temporal, 'SIGSTOP');
  let jobIds: string[];
  try {
    jobIds = await Promise.all([stack.submit(clip), stack.submit(clip), stack.submit(clip)]);
    await delay(15_000);
    for (const jobId of jobIds) expect(await stack.aws.row(jobId)).toBeNull();
  } finally {
    process.kill(temporal, 'SIGCONT');
  }
  for (const jobId of jobIds) await stack.untilStatus(jobId, 'COMPLETED');
});

test('an upload whose event was lost gets its job from the schedule', async () => {
  const { buckets } = await stack.stack();
  const jobId = crypto.randomUUID();
  // Past the store's own door, so that nobody is told.
  const folder = join(directory.path, 's3', buckets.source, 'data/src/anime', jobId);
  await mkdir(folder, { recursive: true });
  await copyFile(clip, join(folder, 'lost.mp4'));

  const row = await eventually(async () => {
    const found = await stack.aws.row(jobId);
    return found?.Status === 'COMPLETED' ? found : null;
  }, RECONCILED_WITHIN_MS);
  expect(row).toMatchObject({ VideoName: 'lost.mp4', Frames: { Processed: 20 } });
});

test('a job whose workflow was terminated ends FAILED with a message, and can be retried', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await eventually(() => stack.attemptOf(jobId, 'upscaleBatch'));
  const messages = await stack.aws.subscribe(['completion']);
  await stack.temporal.workflow.getHandle(workflowIdOf(jobId)).terminate('not needed');

  const [message] = await messages.untilCompletion(jobId);
  expect(message).toMatchObject({
    status: 'FAILED',
    failureType: 'Terminated',
    failureReason: "The job's workflow was terminated (not needed); retry the job to run it again.",
  });
  expect(await stack.aws.row(jobId)).toMatchObject({ Status: 'FAILED', FailureType: 'Terminated' });

  await held.release();
  await stack.post(jobId, 'retry');
  await eventually(async () => ((await stack.aws.row(jobId))?.Status === 'COMPLETED' ? true : null));
});

test('the same event five times at once, and again after the end, is one job with one video', async () => {
  const { buckets, queues } = await stack.stack();
  const { s3, sqs } = stack.aws;
  const deliver = (jobId: string) =>
    deliverAgain(
      { s3, s3Once: s3, sqs, sourceBucket: buckets.source, eventsQueue: queues.events },
      { jobId, key: `data/src/anime/${jobId}/clip.mp4` },
      5,
    );
  const messages = await stack.aws.subscribe(TOPICS);
  const jobId = await stack.submit(clip);
  await deliver(jobId);
  const row = await stack.untilStatus(jobId, 'COMPLETED');
  await deliver(jobId);
  await eventually(() => stack.aws.isEmpty(queues.events).then((empty) => (empty ? true : null)));

  const sent = await messages.untilCompletion(jobId);
  expect(sent.map(({ status }) => status)).toEqual(['INITIATED', 'PROCESSING', 'RECOMPOSING', 'COMPLETED']);
  const { runId, status } = await stack.temporal.workflow.getHandle(workflowIdOf(jobId)).describe();
  expect({ runId, status: status.name }).toEqual({ runId: row.RunId, status: 'COMPLETED' });
  expect(await stack.aws.row(jobId)).toEqual(row);
});
