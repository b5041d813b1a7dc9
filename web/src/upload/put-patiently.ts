import { pauseAfter } from '../state/pause-after.js';
import { pauseOrOnline } from './pause-or-online.js';
import { type PutAnswer, putBlob, type PutBlob } from './put-blob.js';

export interface PutPatiently extends PutBlob {
  /** Why nothing moves; null as soon as it moves again. */
  readonly onInterrupted: (why: string | null) => void;
}

/** A network that is away longer than this is no short break. */
const MOST_FAILURES = 12;

/**
 * A PUT that outlives breaks of the network and faults of S3: it is sent again, later and later, sooner when the
 * browser sees the network come back.
 * @throws Error for a refusal, and when it has failed too often; the reason of an aborted signal
 */
export async function putPatiently({ onInterrupted, ...put }: PutPatiently): Promise<PutAnswer> {
  for (let failures = 1; ; failures += 1) {
    const answer = await putBlob({
      ...put,
      onSent: (bytes) => {
        onInterrupted(null);
        put.onSent(bytes);
      },
    });
    if (answer.status >= 200 && answer.status < 300) return answer;
    // The key is this upload's own: who finds it taken has sent it before and missed the answer.
    if (answer.status === 412) return answer;
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
      throw new Error(`S3 refused the upload: ${answer.code ?? `status ${answer.status}`}.`);
    }
    if (failures === MOST_FAILURES) throw new Error('The network broke off too often. Send the file again.');
    onInterrupted('The network is away. The upload goes on when it is back.');
    await pauseOrOnline(pauseAfter(failures), put.signal);
    put.onSent(0);
  }
}
