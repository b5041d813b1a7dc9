import { pino } from 'pino';
import { createTemporalLogger } from '../../../src/adapters/logs/create-temporal-logger.js';

function logger() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  return { temporal: createTemporalLogger(log), lines };
}

it.each([
  ['an activity or a workflow', { workflowId: 'upscale-7b', attempt: 2 }],
  ['the native side', { workflow_id: 'upscale-7b', attempt: 2 }],
])('a line of %s has the id of its job', (_, meta) => {
  const { temporal, lines } = logger();
  temporal.info('done', meta);
  expect(lines).toMatchObject([{ jobId: '7b', attempt: 2, msg: 'done' }]);
});

it('a line that is no job’s has none', () => {
  const { temporal, lines } = logger();
  temporal.warn('slow', { workflowId: 'upreel-reconcile-1' });
  temporal.warn('slower');
  expect(lines.map((line) => 'jobId' in line)).toEqual([false, false]);
});

it('an error is told with where it was thrown, and what helps nobody is left out', () => {
  const { temporal, lines } = logger();
  temporal.error('failed', { error: new RangeError('oops'), taskToken: 'abc', sdkComponent: 'worker' });
  expect(lines).toMatchObject([{ err: { type: 'RangeError', message: 'oops', stack: expect.any(String) as string } }]);
  expect(Object.keys(lines[0] ?? {})).not.toContain('taskToken');
});

it('levels go on as they are', () => {
  const { temporal, lines } = logger();
  temporal.log('WARN', 'a');
  temporal.debug('b');
  temporal.trace('c');
  temporal.error('d');
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    [40, 'a'],
    [50, 'd'],
  ]);
});
