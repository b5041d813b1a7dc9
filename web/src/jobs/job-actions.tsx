import { useState } from 'preact/hooks';

import { isFinalStatus } from '../../../src/contracts/job.js';
import type { JobRow } from '../../../src/contracts/job-row.js';
import { cancelJob, resultOf, retryJob } from '../api/api.js';
import { Notice } from '../show/notice.js';
import { sentenceOf } from '../show/sentence-of.js';

interface Actions {
  readonly row: JobRow;
  /** Something was asked for: the job is about to change. */
  readonly onAsked: () => void;
}

/** What can be done with a job as it is. */
export function JobActions({ row, onAsked }: Actions) {
  const [asked, setAsked] = useState<{ status: string; word: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const act = async (word: string, action: () => Promise<unknown>): Promise<void> => {
    setProblem(null);
    setAsked({ status: row.Status, word });
    try {
      await action();
      onAsked();
    } catch (error) {
      setProblem(error);
      setAsked(null);
    }
  };
  // What was asked for stands until the job has moved.
  const waiting = asked !== null && (asked.status === row.Status || !isFinalStatus(row.Status)) ? asked.word : null;
  const cancelling = waiting === 'Cancelling …';
  return (
    <div class="actions">
      {row.Status === 'COMPLETED' ? (
        <button class="main" type="button" onClick={() => void download(row.JobId).catch(setProblem)}>
          Download
        </button>
      ) : null}
      {row.Status === 'FAILED' ? (
        <button
          type="button"
          disabled={waiting !== null}
          onClick={() => void act('Retrying …', () => retryJob(row.JobId))}
        >
          {waiting ?? 'Retry'}
        </button>
      ) : null}
      {isFinalStatus(row.Status) ? null : (
        <button
          type="button"
          disabled={cancelling}
          onClick={() => void act('Cancelling …', () => cancelJob(row.JobId))}
        >
          {cancelling ? waiting : 'Cancel'}
        </button>
      )}
      {problem === null ? null : <Notice>{sentenceOf(problem)}</Notice>}
    </div>
  );
}

/** The answer says `attachment`, so that the browser saves what it would otherwise play. */
async function download(jobId: string): Promise<void> {
  const { url, fileName } = await resultOf(jobId);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
}
