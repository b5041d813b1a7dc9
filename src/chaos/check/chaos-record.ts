import type { ChaosInput, EntryOf, LogEntry } from '../log/log-entry.js';

/** One upload that was accepted, and everything the log says of its job; each list in the order of the log. */
export interface JobStory {
  readonly jobId: string;
  readonly input: ChaosInput;
  readonly acceptedMs: number;
  readonly rows: readonly EntryOf<'row'>[];
  readonly messages: readonly EntryOf<'message'>[];
  readonly writes: readonly EntryOf<'s3-write'>[];
  readonly attempts: readonly EntryOf<'attempt'>[];
  readonly operations: readonly EntryOf<'operator'>[];
  readonly end: EntryOf<'job-end'> | null;
}

/** An event log, sorted by what it is about. */
export interface ChaosRecord {
  readonly run: EntryOf<'run'>;
  readonly jobs: readonly JobStory[];
  /** sha256 of the undisturbed result, by input. */
  readonly references: ReadonlyMap<string, string>;
  readonly faults: readonly EntryOf<'fault'>[];
  readonly faultEnds: readonly EntryOf<'fault-over'>[];
  readonly cancelled: readonly EntryOf<'cancelled'>[];
  readonly writes: readonly EntryOf<'s3-write'>[];
  readonly leftovers: readonly EntryOf<'leftovers'>[];
}

const JOB_OBJECT = /^(?:jobs|data\/final)\/([^/]+)\//;

/** @throws Error when the log is not one of a whole run */
export function chaosRecord(entries: readonly LogEntry[]): ChaosRecord {
  const of = <T extends LogEntry['type']>(type: T) =>
    entries.filter((entry): entry is EntryOf<T> => entry.type === type);
  const [run] = of('run');
  if (run === undefined) throw new Error('This is no event log of a chaos run: it does not say which run it is of.');
  const inputs = new Map(of('input').map((input) => [input.name, input]));
  const rows = groupBy(of('row'), ({ jobId }) => jobId);
  const messages = groupBy(of('message'), ({ message }) => message.jobId);
  const writes = groupBy(of('s3-write'), ({ key }) => JOB_OBJECT.exec(key)?.[1] ?? '');
  const attempts = groupBy(of('attempt'), ({ jobId }) => jobId);
  const operations = groupBy(of('operator'), ({ jobId }) => jobId);
  const ends = new Map(of('job-end').map((end) => [end.jobId, end]));
  const jobs = of('upload').flatMap(({ jobId, input: name, accepted, atMs }): JobStory[] => {
    const input = inputs.get(name);
    if (!accepted || input === undefined) return [];
    return [
      {
        ...{ jobId, input, acceptedMs: atMs },
        rows: rows.get(jobId) ?? [],
        messages: messages.get(jobId) ?? [],
        writes: writes.get(jobId) ?? [],
        attempts: attempts.get(jobId) ?? [],
        operations: operations.get(jobId) ?? [],
        end: ends.get(jobId) ?? null,
      },
    ];
  });
  return {
    run,
    jobs,
    references: new Map(of('reference').map(({ input, sha256 }) => [input, sha256])),
    faults: of('fault').filter(({ hit }) => hit),
    faultEnds: of('fault-over'),
    cancelled: of('cancelled'),
    writes: of('s3-write'),
    leftovers: of('leftovers'),
  };
}

function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}
