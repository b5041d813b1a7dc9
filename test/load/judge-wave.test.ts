import { TOPICS } from '../../src/contracts/job-message.js';
import { workflowIdOf } from '../../src/contracts/temporal-names.js';
import { judgeWave } from '../../src/load/judge-wave.js';
import type { Observation } from '../../src/load/observation.js';
import { waveFigures } from '../../src/load/wave-figures.js';
import { sampleRow } from '../support/sample-row.js';

const START_MS = 1_000_000;

/** Two tenants' jobs, a second each, one after the other. */
function observation(jobs = 4): Observation {
  const ids = Array.from({ length: jobs }, (_, index) => `job-${index}`);
  const endOf = (index: number) => START_MS + (index + 1) * 1000;
  return {
    uploads: ids.map((jobId, index) => ({ jobId, tenant: index < jobs / 2 ? 'a' : 'b', atMs: START_MS })),
    rows: ids.map((JobId) => ({ ...sampleRow(), JobId, Status: 'COMPLETED' })),
    finalKeys: ids.flatMap((jobId) => [`data/final/${jobId}/load.mp4`, `data/final/${jobId}/report.json`]),
    workflows: ids.map((jobId, index) => ({
      workflowId: workflowIdOf(jobId),
      runId: `run-${jobId}`,
      status: 'COMPLETED',
      startMs: START_MS + 100,
      closeMs: endOf(index),
      historyEvents: 76,
      historyBytes: 20_000,
    })),
    messages: ids.flatMap((jobId, index) =>
      TOPICS.map((topic) => ({
        jobId,
        topic,
        eventId: `${jobId}:run:${topic}`,
        status: topic === 'completion' ? 'COMPLETED' : 'PROCESSING',
        atMs: endOf(index),
      })),
    ),
    deadLetters: 0,
  };
}

describe('a wave of uploads', () => {
  it('is sound when every upload became one published video', () => {
    expect(judgeWave(observation())).toEqual([]);
  });

  it('is sound though a message came twice: it is the same event', () => {
    const seen = observation();
    expect(judgeWave({ ...seen, messages: [...seen.messages, ...seen.messages] })).toEqual([]);
  });

  it.each<[string, (seen: Observation) => Observation, RegExp]>([
    ['a row is missing', (seen) => ({ ...seen, rows: seen.rows.slice(1) }), /0 rows of job job-0/],
    [
      'a job failed',
      (seen) => ({ ...seen, rows: seen.rows.map((row) => ({ ...row, Status: 'FAILED' })) }),
      /job-0 is FAILED/,
    ],
    [
      'a workflow ran twice',
      (seen) => ({ ...seen, workflows: [...seen.workflows, ...seen.workflows] }),
      /2 workflow runs/,
    ],
    [
      'a workflow is open',
      (seen) => ({ ...seen, workflows: seen.workflows.map((workflow) => ({ ...workflow, status: 'RUNNING' })) }),
      /upscale-job-0 is RUNNING/,
    ],
    [
      'two videos were published',
      (seen) => ({ ...seen, finalKeys: [...seen.finalKeys, 'data/final/job-0/other.mkv'] }),
      /2 published videos of job job-0/,
    ],
    [
      'a stage happened twice',
      (seen) => {
        const again = seen.messages.slice(0, 1).map((message) => ({ ...message, eventId: 'another' }));
        return { ...seen, messages: [...seen.messages, ...again] };
      },
      /2 extraction events of job job-0/,
    ],
    ['nobody uploaded it', (seen) => ({ ...seen, uploads: seen.uploads.slice(1) }), /Nobody uploaded job-0/],
    ['an event was given up', (seen) => ({ ...seen, deadLetters: 1 }), /1 events became dead letters/],
  ])('is not when %s', (_, change, sentence) => {
    expect(judgeWave(change(observation())).join('\n')).toMatch(sentence);
  });

  it('comes to figures by tenant and job', () => {
    const figures = waveFigures(observation(), { startedAtMs: START_MS, processes: {} });
    expect(figures).toMatchObject({
      jobs: 4,
      seconds: 4,
      jobsPerMinute: 60,
      untilStarted: { p50: 0.1 },
      untilCompleted: { p50: 2, max: 4 },
      historyEvents: { max: 76 },
      messages: { received: 16, distinct: 16 },
      tenants: [
        { tenant: 'a', jobs: 2, firstEndSeconds: 1, lastEndSeconds: 2 },
        { tenant: 'b', jobs: 2, firstEndSeconds: 3, lastEndSeconds: 4 },
      ],
    });
  });
});
