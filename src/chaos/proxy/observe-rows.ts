import type { JobRow } from '../../contracts/job-row.js';
import type { ChaosEvent } from '../log/log-entry.js';
import type { Answer, Call } from './exchange.js';
import type { Observer } from './fault-proxy.js';

const WRITES = ['UpdateItem', 'PutItem', 'DeleteItem'];

/**
 * Records what each write of a row made of it. Writes pass one at a time, each followed by a read of its own, so that no
 * version is missed and their order is that of the log.
 */
export function observeRows(
  readRow: (jobId: string) => Promise<JobRow | null>,
  record: (event: ChaosEvent) => void,
): Observer {
  let last: Promise<unknown> = Promise.resolve();
  return async (call, pass) => {
    const jobId = writtenJob(call);
    if (jobId === null) return pass();
    const turn = last.then(async (): Promise<Answer> => {
      const answer = await pass();
      if (answer.status === 200) record({ type: 'row', jobId, row: await readRow(jobId) });
      return answer;
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

interface Write {
  readonly Key?: { readonly JobId?: { readonly S?: string } };
  readonly Item?: { readonly JobId?: { readonly S?: string } };
}

function writtenJob({ headers, body }: Call): string | null {
  const target = headers['x-amz-target'];
  const operation = typeof target === 'string' ? (target.split('.').at(-1) ?? '') : '';
  if (!WRITES.includes(operation)) return null;
  const { Key, Item } = JSON.parse(body.toString()) as Write;
  return (Key ?? Item)?.JobId?.S ?? null;
}
