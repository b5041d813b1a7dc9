import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Stack } from '../../src/contracts/stack.js';
import type { S3EventRecord } from '../../src/local/s3-event.js';
import type { SqsEvent } from '../../src/local/sqs-event.js';

type Report =
  { readonly ready: true } | { readonly failed: string } | { readonly line: string } | { readonly event: SqsEvent };

/** A local stack in a process of its own, with stand-ins for workers and functions. */
export interface StandInStack {
  readonly supervisor: ChildProcess;
  readonly stack: () => Stack;
  /** What the stack said to people. */
  readonly lines: readonly string[];
  /** The next time that start-job is called with this key: the record of the object, and how it was delivered. */
  readonly nextEvent: (key: string) => Promise<{ record: S3EventRecord; event: SqsEvent }>;
  readonly calls: (key: string) => number;
  /** Ctrl-C; resolves with the exit code. */
  readonly interrupt: () => Promise<number | null>;
}

interface StandInRequest {
  readonly dataDirectory: string;
  readonly port?: number;
  /** Without versitygw. */
  readonly memory?: boolean;
  /** Another program than the Temporal command line. */
  readonly temporal?: string;
}

const MODULE = join(import.meta.dirname, 'stand-in-supervisor.js');

/** Resolves when it is ready. @throws Error with what it said when it cannot start */
export async function startStandInStack(request: StandInRequest): Promise<StandInStack> {
  const supervisor = fork(MODULE, [JSON.stringify(request)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const lines: string[] = [];
  const delivered: { record: S3EventRecord; event: SqsEvent }[] = [];
  const outcome = new Promise<string | null>((resolve) => {
    supervisor.on('message', (report: Report) => {
      if ('line' in report) lines.push(report.line);
      if ('event' in report) delivered.push(...recordsOf(report.event));
      if ('failed' in report) resolve(report.failed);
      if ('ready' in report) resolve(null);
    });
  });
  const failed = await outcome;
  if (failed !== null) throw new Error(failed);
  const of = (key: string) => delivered.filter(({ record }) => record.s3.object.key === key);
  return {
    supervisor,
    lines,
    stack: () => JSON.parse(readFileSync(join(request.dataDirectory, 'stack.json'), 'utf8')) as Stack,
    async nextEvent(key) {
      const before = of(key).length;
      return until(() => of(key)[before]);
    },
    calls: (key) => of(key).length,
    async interrupt() {
      supervisor.kill('SIGINT');
      const [code] = (await once(supervisor, 'exit')) as [number | null];
      return code;
    },
  };
}

const PATIENCE_MS = 30_000;

/** Asks until there is an answer. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(20);
  }
  throw new Error(`There was no answer within ${PATIENCE_MS / 1_000} s.`);
}

function recordsOf(event: SqsEvent): { record: S3EventRecord; event: SqsEvent }[] {
  return event.Records.flatMap(({ body }) =>
    (JSON.parse(body) as { Records: S3EventRecord[] }).Records.map((record) => ({ record, event })),
  );
}
