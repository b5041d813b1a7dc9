import { checkLog } from '../../../src/chaos/check/check-log.js';
import { formatVerdict } from '../../../src/chaos/check/format-verdict.js';
import type { ChaosEvent, EntryOf, LogEntry } from '../../../src/chaos/log/log-entry.js';
import { attempt, cleanLog, finalWrite, JOB, message, row, rowEvent, segment } from '../clean-log.js';

type Doctor = (log: LogEntry[]) => LogEntry[];

/** The log with the entries of one type changed. */
function changing<T extends ChaosEvent['type']>(type: T, change: (entry: EntryOf<T>) => LogEntry | null): Doctor {
  return (log) => log.flatMap((entry) => (entry.type === type ? (change(entry as EntryOf<T>) ?? []) : entry));
}

/** The log with something more, right after the first entry that fits. */
function inserting(after: (entry: LogEntry) => boolean, ...events: readonly ChaosEvent[]): Doctor {
  return (log) => {
    const at = log.findIndex(after) + 1;
    const { atMs } = log[at - 1] ?? { atMs: 0 };
    return [...log.slice(0, at), ...events.map((event) => ({ ...event, atMs })), ...log.slice(at)];
  };
}

const jobEnd = (change: (end: EntryOf<'job-end'>) => Partial<EntryOf<'job-end'>>) =>
  changing('job-end', (end) => ({ ...end, ...change(end) }));
const video = (change: Partial<EntryOf<'job-end'>['videos'][number]>) =>
  jobEnd(({ videos }) => ({ videos: videos.map((one) => ({ ...one, ...change })) }));
const leftovers = (change: Partial<EntryOf<'leftovers'>>) =>
  changing('leftovers', (found) => (found.moment === 'idle' ? { ...found, ...change } : found));
const isRow = (status: string) => (entry: LogEntry) => entry.type === 'row' && entry.row?.Status === status;
const frames = (Processed: number) => ({ Total: 40, Extracted: 40, Processed });
const written = (given: Parameters<typeof row>[1], status: Parameters<typeof row>[0] = 'RECOMPOSING'): ChaosEvent => ({
  type: 'row',
  jobId: JOB,
  row: row(status, given),
});
const range = (...numbers: number[]) => Array.from({ length: 40 }, (_, n) => numbers[n] ?? n);

const DOCTORED: readonly (readonly [string, string, Doctor])[] = [
  ['I1', 'a job that left no row', jobEnd(() => ({ row: null }))],
  ['I1', 'a job that never ended', jobEnd(() => ({ row: row('PROCESSING') }))],
  ['I1', 'a job nobody looked at again', changing('job-end', () => null)],
  ['I1', 'a job that failed for no reason', jobEnd(() => ({ row: row('FAILED') }))],
  [
    'I1',
    'a good video that failed for good',
    jobEnd(() => ({ row: row('FAILED', { FailureType: 'Internal', FailureReason: 'A bug.' }) })),
  ],
  ['I1', 'an end long after the last fault', (log) => log.map((entry, n) => ({ ...entry, atMs: n * 20_000 }))],
  ['I2', 'a completed job without a video', jobEnd(() => ({ videos: [] }))],
  ['I2', 'a second final video', jobEnd(({ videos }) => ({ videos: [...videos, ...videos] }))],
  ['I2', 'a video that another replaced', inserting(isRow('COMPLETED'), finalWrite('e1'), finalWrite('e2'))],
  [
    'I2',
    "a video of nobody's job",
    changing('s3-write', (write) => ({ ...write, key: write.key.replace(`final/${JOB}`, 'final/other') })),
  ],
  ['I3', 'other bytes than undisturbed', video({ sha256: 'wrong' })],
  ['I3', 'nothing to compare with', changing('reference', () => null)],
  ['I4', 'a missing frame', video({ frameNumbers: range().slice(0, 39) })],
  ['I4', 'a repeated frame', video({ frameNumbers: range(0, 0) })],
  ['I4', 'two frames in the wrong order', video({ frameNumbers: range(1, 0) })],
  ['I5', 'a status that goes back', inserting(isRow('RECOMPOSING'), rowEvent('PROCESSING'))],
  ['I5', 'an end that is taken back', inserting(isRow('COMPLETED'), written({ Revision: 9 }, 'FAILED'))],
  ['I5', 'a counter that falls', inserting(isRow('RECOMPOSING'), written({ Frames: frames(39) }))],
  ['I5', 'a revision that falls', inserting(isRow('COMPLETED'), written({ Revision: 0 }, 'COMPLETED'))],
  [
    'I5',
    'a write of an old run after a new one',
    inserting(isRow('INITIATED'), written({ RunId: 'run-0' }, 'INITIATED'), rowEvent('INITIATED')),
  ],
  ['I5', 'a workflow that ended otherwise', jobEnd(() => ({ workflow: 'FAILED' }))],
  ['I5', 'a last version that nobody wrote', inserting(isRow('COMPLETED'), rowEvent('RECOMPOSING'))],
  ['I6', 'a stage that nobody was told of', changing('message', (m) => (m.topic === 'recomposition' ? null : m))],
  ['I6', 'a duplicate with an eventId of its own', inserting(isRow('COMPLETED'), message('processing', 'run-7'))],
  ['I7', 'an ffmpeg left running', leftovers({ processes: ['ffmpeg -i …'] })],
  ['I7', 'a temporary directory left', leftovers({ directories: ['gpu-worker-1/activity-x'] })],
  ['I7', 'an upload in parts left', leftovers({ uploads: ['jobs/x'] })],
  [
    'I7',
    'nobody looked',
    changing('leftovers', ({ moment, ...rest }) => (moment === 'idle' ? null : { moment, ...rest })),
  ],
  [
    'I8',
    'a batch upscaled twice without a fault',
    inserting(isRow('RECOMPOSING'), attempt(32, '1-000009', null), segment(32), attempt(32, '1-000009', 'done')),
  ],
  ['I8', 'a batch begun twice without a fault', inserting(isRow('RECOMPOSING'), attempt(0, '1-000009', null))],
  [
    'I8',
    'a second waste of frames that two faults reached once',
    (log) =>
      inserting(
        (entry) => entry.type === 'fault-over',
        { type: 'fault-over', id: 2, batches: [{ jobId: JOB, firstFrame: 0, attempt: '1-000001' }] },
        attempt(0, '1-000003', null),
      )(log),
  ],
  ['I8', 'a fault that reached nothing', changing('fault-over', (over) => ({ ...over, batches: [] }))],
];

test('a clean log has no violation, and says what it counted', () => {
  const verdict = checkLog(cleanLog());
  expect(verdict.findings.flatMap(({ violations }) => violations)).toEqual([]);
  expect(verdict.holds).toBe(true);
  expect(verdict.summary).toMatchObject({
    jobs: { uploads: 1, completed: 1, failed: 0 },
    frames: { wanted: 40, computed: 72, allowed: 72 },
  });
  expect(formatVerdict(verdict)).toMatch(/^kill worker +1$/m);
});

test.each(DOCTORED)('%s notices %s', (id, _, doctor) => {
  const verdict = checkLog(doctor(cleanLog()));
  expect(verdict.holds).toBe(false);
  expect(verdict.findings.find((finding) => finding.id === id)?.violations).not.toEqual([]);
  expect(formatVerdict(verdict)).toContain(`${id} BROKEN`);
});

test('an attempt that found its batch done computed nothing', () => {
  const found = inserting(isRow('RECOMPOSING'), attempt(32, '1-000009', null), attempt(32, '1-000009', 'done'));
  expect(checkLog(found(cleanLog())).holds).toBe(true);
});

test('a file that is no video may fail, and must', () => {
  const noVideo = changing('input', (input) => ({ ...input, expected: 'failed' }));
  expect(checkLog(noVideo(cleanLog())).findings[0]?.violations).toHaveLength(1);
});

test('a log that is none is refused', () => {
  expect(() => checkLog([])).toThrow('This is no event log of a chaos run');
});
