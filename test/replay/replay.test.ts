import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/workflow-bundle.js';

// The replay of 500 batches is work for the processor.
jest.setTimeout(60_000);

const HISTORIES = join(import.meta.dirname, 'histories');
const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
});

const read = (name: string): unknown => JSON.parse(readFileSync(join(HISTORIES, name), 'utf8'));

test('every kind of end is among the stored histories', () => {
  for (const kind of [
    'completed',
    'failed',
    'cancelled',
    'retried',
    'continued-as-new',
    '500-batches',
    'overlapped',
    'side-by-side',
    'last-count-with-stage',
  ]) {
    expect(names).toContain(`${kind}.json`);
  }
});

test.each(names)("today's workflow makes the same decisions as %s", async (name) => {
  await expect(
    Worker.runReplayHistory({ workflowBundle: workflowBundle() }, historyFromJSON(read(name)), 'upscale-recorded'),
  ).resolves.toBeUndefined();
});

test('a history in which the job did something else is found out', async () => {
  const history = historyFromJSON(read('completed.json'));
  const scheduled = history.events?.find(
    ({ activityTaskScheduledEventAttributes: attributes }) => attributes?.activityType?.name === 'probeSource',
  )?.activityTaskScheduledEventAttributes;
  if (scheduled?.activityType == null) throw new Error('the history has no probeSource');
  scheduled.activityType.name = 'somethingElse';

  await expect(
    Worker.runReplayHistory({ workflowBundle: workflowBundle() }, history, 'upscale-recorded'),
  ).rejects.toThrow(/Nondeterminism/);
});
