import type { JobStatus, StageSeconds } from '../../../src/contracts/job.js';
import type { JobDescription } from '../../../src/triggers/jobs/describe-job.js';

export interface Stage {
  readonly name: string;
  readonly state: 'done' | 'now' | 'ahead' | 'stopped';
  /** `56 of 120 frames`; empty where there is nothing to count. */
  readonly detail: string;
  /** 0 when nobody knows. */
  readonly seconds: number;
}

/** How many stages lie behind a job of a status. */
const BEHIND: Readonly<Record<Exclude<JobStatus, 'FAILED'>, number>> = {
  INITIATED: 0,
  EXTRACTING: 1,
  PROCESSING: 2,
  RECOMPOSING: 3,
  COMPLETED: 5,
};

/** The way of a job in the order it goes. `seconds`: of its stages; null where nobody knows. */
export function stagesOf({ row, progress }: JobDescription, seconds: StageSeconds | null): readonly Stage[] {
  const frames = progress?.frames ?? {
    total: row.Frames.Total,
    extracted: row.Frames.Extracted,
    processed: row.Frames.Processed,
  };
  const status = progress?.status ?? row.Status;
  const behind = status === 'FAILED' ? stagesBehindFailure(frames) : BEHIND[status];
  const counted = (done: number): string => {
    if (done === 0) return '';
    return frames.total === 0 || done === frames.total ? framesOf(done) : `${done} of ${framesOf(frames.total)}`;
  };
  const stages = [
    { name: 'Received', detail: '', seconds: 0 },
    { name: 'Frames extracted', detail: counted(frames.extracted), seconds: seconds?.extract ?? 0 },
    { name: 'Upscaled', detail: counted(frames.processed), seconds: seconds?.upscale ?? 0 },
    { name: 'Put together', detail: '', seconds: seconds?.recompose ?? 0 },
    { name: 'Checked', detail: '', seconds: seconds?.verify ?? 0 },
  ];
  const here = status === 'FAILED' ? 'stopped' : 'now';
  return stages.map((stage, index) => ({
    ...stage,
    state: index < behind ? 'done' : index === behind ? here : 'ahead',
  }));
}

function framesOf(count: number): string {
  return `${count} ${count === 1 ? 'frame' : 'frames'}`;
}

/** The row says no more where a failed job was: its counts do. */
function stagesBehindFailure({ total, extracted, processed }: JobFrames): number {
  if (total > 0 && processed === total) return 3;
  if (total > 0 || processed > 0) return 2;
  return extracted > 0 ? 1 : 0;
}

type JobFrames = NonNullable<JobDescription['progress']>['frames'];
