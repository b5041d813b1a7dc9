import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logMetrics } from '../../src/workers/log-metrics.js';

async function worker(pages: readonly string[]) {
  const rest = [...pages];
  const server = createServer((_, response) => response.end(rest.length > 1 ? rest.shift() : rest[0])).listen(0);
  await once(server, 'listening');
  const lines: string[] = [];
  const warned: unknown[] = [];
  const settings = {
    metricsAddress: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    taskQueue: 'upreel-gpu',
    log: { warn: (facts: unknown) => warned.push(facts) },
    write: (line: string) => lines.push(line),
    now: () => 1_000,
  };
  return { settings, lines, warned, close: () => server.close() };
}

it('writes what was done since the line before, in the form that CloudWatch reads', async () => {
  const { settings, lines, warned, close } = await worker([
    'upreel_frames_total{activityType="upscaleBatch"} 40\nupreel_stage_seconds_sum{} 2.5\n',
  ]);
  await logMetrics(settings)();
  close();
  expect(warned).toEqual([]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      _aws: {
        Timestamp: 1_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Upreel',
            Dimensions: [['TaskQueue']],
            Metrics: [
              { Name: 'Frames', Unit: 'Count' },
              { Name: 'StageSeconds', Unit: 'Seconds' },
              { Name: 'ObjectBytes', Unit: 'Bytes' },
              { Name: 'ModelSeconds', Unit: 'Seconds' },
              { Name: 'AttemptFailures', Unit: 'Count' },
            ],
          },
        ],
      },
      TaskQueue: 'upreel-gpu',
      Frames: 40,
      StageSeconds: 2.5,
      ObjectBytes: 0,
      ModelSeconds: 0,
      AttemptFailures: 0,
    },
  ]);
});

it('counts nothing twice, and is silent when nothing was done', async () => {
  const { settings, lines, close } = await worker([
    'upreel_frames_total 40\n',
    'upreel_frames_total 40\n',
    'upreel_frames_total 55\n',
  ]);
  const end = logMetrics(settings);
  await end();
  await end();
  await end();
  close();
  expect(lines.map((line) => (JSON.parse(line) as { Frames: number }).Frames)).toEqual([40, 15]);
});

it('an endpoint that does not answer is told of, and no more', async () => {
  const { settings, lines, warned, close } = await worker(['']);
  close();
  await logMetrics({ ...settings, metricsAddress: '127.0.0.1:1' })();
  expect(lines).toEqual([]);
  expect(warned).toHaveLength(1);
});
