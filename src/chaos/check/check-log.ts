import type { LogEntry } from '../log/log-entry.js';
import { aMessageEachStage } from './a-message-each-stage.js';
import { chaosRecord } from './chaos-record.js';
import { everyFrameOnce } from './every-frame-once.js';
import { everyJobEnds } from './every-job-ends.js';
import type { Invariant } from './invariant.js';
import { noFrameForNothing } from './no-frame-for-nothing.js';
import { nothingLeft } from './nothing-left.js';
import { oneFinalVideo } from './one-final-video.js';
import { rowNeverGoesBack } from './row-never-goes-back.js';
import { sameAsUndisturbed } from './same-as-undisturbed.js';
import { summarise, type Summary } from './summary.js';

const INVARIANTS: readonly Invariant[] = [
  everyJobEnds,
  oneFinalVideo,
  sameAsUndisturbed,
  everyFrameOnce,
  rowNeverGoesBack,
  aMessageEachStage,
  nothingLeft,
  noFrameForNothing,
];

interface Finding {
  readonly id: string;
  readonly promise: string;
  readonly violations: readonly string[];
}

export interface Verdict {
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly holds: boolean;
}

/** What a run proves, from its log alone. @throws Error when it is no log of a run */
export function checkLog(entries: readonly LogEntry[]): Verdict {
  const record = chaosRecord(entries);
  const findings = INVARIANTS.map(({ id, promise, violations }) => ({ id, promise, violations: violations(record) }));
  return { summary: summarise(record), findings, holds: findings.every(({ violations }) => violations.length === 0) };
}
