import type { ChaosEvent, LogEntry } from '../../src/chaos/log/log-entry.js';
import { jobEventId, TOPICS } from '../../src/contracts/job-message.js';
import { JOB_STATUSES, type JobStatus } from '../../src/contracts/job.js';
import { sampleRow } from '../support/sample-row.js';

export const JOB = '00000000-0000-4000-8000-000000000001';
const FINAL_KEY = `data/final/${JOB}/clip.mp4`;
/** Two batches. */
const FRAMES = 40;

const STAGES = JOB_STATUSES.filter((status) => status !== 'FAILED');

/** The log of a run with one job, one fault, and nothing wrong. */
export function cleanLog(): LogEntry[] {
  const events: ChaosEvent[] = [
    { type: 'run', seed: 1, minutes: 1, batchFrames: 32, boundMs: 60_000 },
    { type: 'input', name: 'clip.mp4', frames: FRAMES, expected: 'completed' },
    { type: 'reference', input: 'clip.mp4', sha256: 'right' },
    { type: 'upload', jobId: JOB, input: 'clip.mp4', accepted: true },
    ...STAGES.slice(0, 3).map(rowEvent),
    attempt(0, '1-000001', null),
    {
      type: 'fault',
      fault: { id: 1, atMs: 0, kind: 'kill worker', target: 'gpu-worker-1', lastsMs: 0, share: 1 },
      at: 'gpu-worker-1',
      hit: true,
    },
    { type: 'fault-over', id: 1, batches: [{ jobId: JOB, firstFrame: 0, attempt: '1-000001' }] },
    attempt(0, '1-000002', null),
    segment(0),
    attempt(0, '1-000002', 'done'),
    attempt(32, '1-000001', null),
    segment(32),
    attempt(32, '1-000001', 'done'),
    ...STAGES.slice(3).map(rowEvent),
    finalWrite('e1'),
    ...TOPICS.map((topic) => message(topic, 'run-1')),
    {
      type: 'job-end',
      jobId: JOB,
      row: row('COMPLETED'),
      workflow: 'COMPLETED',
      videos: [{ key: FINAL_KEY, sha256: 'right', frameNumbers: Array.from({ length: FRAMES }, (_, n) => n) }],
    },
    { type: 'leftovers', moment: 'idle', processes: [], directories: [], uploads: [] },
    { type: 'leftovers', moment: 'stopped', processes: [], directories: [], uploads: [] },
  ];
  return timed(events);
}

/** A second apart. */
function timed(events: readonly ChaosEvent[]): LogEntry[] {
  return events.map((event, index) => ({ ...event, atMs: index * 1_000 }));
}

export function row(status: JobStatus, given: Partial<ReturnType<typeof sampleRow>> = {}) {
  const rank = JOB_STATUSES.indexOf(status);
  return sampleRow({
    JobId: JOB,
    Status: status,
    Revision: rank,
    Frames: { Total: rank < 2 ? 0 : FRAMES, Extracted: rank < 2 ? 0 : FRAMES, Processed: rank < 3 ? 0 : FRAMES },
    FinalKey: FINAL_KEY,
    ...given,
  });
}

export function rowEvent(status: JobStatus): ChaosEvent {
  return { type: 'row', jobId: JOB, row: row(status) };
}

export function attempt(firstFrame: number, name: string, result: string | null): ChaosEvent {
  return { type: 'attempt', jobId: JOB, firstFrame, attempt: name, worker: 'gpu-worker-1', result };
}

export function segment(firstFrame: number): ChaosEvent {
  const key = `jobs/${JOB}/processed_frames/segment-${String(firstFrame).padStart(8, '0')}.nut`;
  return { type: 's3-write', operation: 'PutObject', bucket: 'p', key, status: 200, eTag: 's', answered: true };
}

export function finalWrite(eTag: string): ChaosEvent {
  return { type: 's3-write', operation: 'CopyObject', bucket: 'f', key: FINAL_KEY, status: 200, eTag, answered: true };
}

export function message(topic: (typeof TOPICS)[number], runId: string): ChaosEvent {
  return {
    type: 'message',
    topic,
    message: {
      jobId: JOB,
      videoName: 'clip.mp4',
      sourceBucket: 's',
      sourceKey: 'k',
      eventId: jobEventId(JOB, runId, topic),
      status: 'COMPLETED',
      timestamp: '2026-01-01T00:00:00.000Z',
    },
  };
}
