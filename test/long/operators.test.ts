import { TOPICS } from '../../src/contracts/job-message.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import { makeClip } from '../e2e/support/clips.js';
import { eventually } from '../e2e/support/dev-stack.js';
import { ownDirectory, type OwnDirectory } from '../e2e/support/own-directory.js';
import { createHeldFfmpeg, type HeldFfmpeg, WORK } from './support/held-ffmpeg.js';
import { JobStack } from './support/job-stack.js';
import { toolsWorkingIn } from './support/leftovers.js';
import { temporalCommand } from './support/temporal-command.js';

jest.setTimeout(240_000);

/** From a pause to the end of what ran: what users are told. A busy machine gets three times as long. */
const PROMISED_MS = 15_000;

let directory: OwnDirectory;
let held: HeldFfmpeg;
let stack: JobStack;
let clip: string;
let undisturbed: string;
let address: string;

beforeAll(async () => {
  directory = await ownDirectory();
  held = createHeldFfmpeg(directory.path);
  stack = await JobStack.start(directory.path, [], held.environment);
  ({ address } = (await stack.stack()).temporal);
  clip = await makeClip(directory.path, { name: 'clip.mp4', frames: 40 });
  undisturbed = await stack.finalSha256(await stack.untilStatus(await stack.submit(clip), 'COMPLETED'));
});

afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

afterEach(() => held.release());

async function untilCompleted(jobId: string): Promise<void> {
  await eventually(async () => ((await stack.aws.row(jobId))?.Status === 'COMPLETED' ? true : null));
  const row = await stack.aws.row(jobId);
  expect(row === null ? null : await stack.finalSha256(row)).toBe(undisturbed);
  expect(row).toMatchObject({ Frames: { Total: 40, Extracted: 40, Processed: 40 } });
  expect(row).not.toHaveProperty('FailureType');
}

/** The workflow task that scheduled the first activity of a type: where an operator resets to. */
async function taskThatScheduled(jobId: string, activityType: string): Promise<string> {
  const { events } = await stack.temporal.workflow.getHandle(workflowIdOf(jobId)).fetchHistory();
  const scheduled = events?.find(
    ({ activityTaskScheduledEventAttributes: scheduling }) => scheduling?.activityType?.name === activityType,
  );
  return String(scheduled?.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId);
}

const activity = (jobId: string, command: string, id: string) =>
  temporalCommand(address, 'activity', command, '--workflow-id', workflowIdOf(jobId), '--activity-id', id);
const reset = (jobId: string, ...to: readonly string[]) =>
  temporalCommand(address, 'workflow', 'reset', '--workflow-id', workflowIdOf(jobId), ...to, '--reason', 'test');

/** A job that failed because one of its batches was damaged in S3 while the result was put together. */
async function failedJob(): Promise<{ jobId: string; repair: () => Promise<void> }> {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await eventually(() => stack.attemptOf(jobId, 'upscaleBatch'));
  const media = await stack.pid('media-worker');
  const key = `jobs/${jobId}/processed_frames/segment-00000000.nut`;
  process.kill(media, 'SIGSTOP');
  let sound: Buffer;
  try {
    await held.release();
    await stack.untilStatus(jobId, 'RECOMPOSING');
    sound = await stack.read('processed', key);
    const damaged = Buffer.from(sound);
    damaged[1_000] = 255 - (damaged[1_000] ?? 0);
    await stack.write('processed', key, damaged);
  } finally {
    process.kill(media, 'SIGCONT');
  }
  expect(await stack.untilEnd(jobId)).toMatchObject({ Status: 'FAILED', FailureType: 'OutputMismatch' });
  return { jobId, repair: () => stack.write('processed', key, sound) };
}

test('a failed job that is reset to its failing stage ends with the same video, its row and messages again', async () => {
  const { jobId, repair } = await failedJob();
  await repair();
  const messages = await stack.aws.subscribe(TOPICS);
  await reset(jobId, '--event-id', await taskThatScheduled(jobId, 'recomposeVideo'));

  const sent = await messages.untilCompletion(jobId);
  expect(sent.map(({ status }) => status)).toEqual(['RECOMPOSING', 'COMPLETED']);
  await untilCompleted(jobId);
});

test('a failed job that is reset to its first task passes through all stages again to the same video', async () => {
  const { jobId, repair } = await failedJob();
  const failedRun = (await stack.aws.row(jobId))?.RunId;
  await repair();
  const messages = await stack.aws.subscribe(TOPICS);
  await reset(jobId, '--type', 'FirstWorkflowTask');

  const sent = await messages.untilCompletion(jobId);
  expect(sent.map(({ status }) => status)).toEqual(['INITIATED', 'PROCESSING', 'RECOMPOSING', 'COMPLETED']);
  expect(new Set(sent.map(({ eventId }) => eventId.split(':')[1])).size).toBe(1);
  expect(sent[0]?.eventId).not.toContain(failedRun);
  await untilCompleted(jobId);
});

test('a running job that is reset leaves its old run behind without a trace', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await eventually(() => stack.attemptOf(jobId, 'upscaleBatch'));
  await held.untilHeld();
  await reset(jobId, '--type', 'FirstWorkflowTask');
  await held.release();

  await untilCompleted(jobId);
});

test('a failed job that is retried passes through all stages again to the same video', async () => {
  const { jobId, repair } = await failedJob();
  await repair();
  const messages = await stack.aws.subscribe(TOPICS);
  await stack.post(jobId, 'retry');

  const sent = await messages.untilCompletion(jobId);
  expect(sent.map(({ status }) => status)).toEqual(['INITIATED', 'PROCESSING', 'RECOMPOSING', 'COMPLETED']);
  await untilCompleted(jobId);
});

test('a batch that is paused ends its tools at once, and goes on when it is unpaused', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  // Both batches': what decodes the shorter one soon has nothing left to do.
  await held.untilHeld(2);
  for (const id of ['batch-0', 'batch-32']) await activity(jobId, 'pause', id);
  const pausedMs = Date.now();
  await eventually(() => Promise.resolve(toolsWorkingIn(directory.path).length === 0 ? true : null));
  await eventually(async () => ((await stack.attemptOf(jobId, 'upscaleBatch')) === null ? true : null));
  const tookMs = Date.now() - pausedMs;
  process.stdout.write(`paused, tools ended and attempts over: ${tookMs} ms (promised: ${PROMISED_MS})\n`);
  expect(tookMs).toBeLessThan(3 * PROMISED_MS);

  await held.release();
  for (const id of ['batch-0', 'batch-32']) await activity(jobId, 'unpause', id);
  await untilCompleted(jobId);
  const [first, second] = await stack.attempts(jobId, 'batches/00000000.attempts/');
  expect(first?.end?.result).toBe('paused');
  expect(second?.earlierFaults).toEqual([]);
});

test('a batch that is reset while it runs begins again and counts anew', async () => {
  await held.hold(WORK.coding);
  const jobId = await stack.submit(clip);
  await eventually(() => stack.attemptOf(jobId, 'upscaleBatch'));
  await held.untilHeld();
  await activity(jobId, 'reset', 'batch-0');
  await eventually(async () => {
    const [first] = await stack.attempts(jobId, 'batches/00000000.attempts/');
    return first?.end?.result === 'reset' ? true : null;
  });
  await held.release();

  await untilCompleted(jobId);
});
