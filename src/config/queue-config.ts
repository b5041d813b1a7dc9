import { FailureType, UpreelError } from '../contracts/failures.js';

/** URLs of a deployment's queues. */
interface QueueUrls {
  readonly events: string;
  readonly deadLetters: string;
}

/** null where neither is set. @throws UpreelError `InvalidInput` when only one is */
export function loadQueueUrls(env: NodeJS.ProcessEnv = process.env): QueueUrls | null {
  const events = env.UPREEL_QUEUE_EVENTS ?? '';
  const deadLetters = env.UPREEL_QUEUE_DEAD_LETTERS ?? '';
  if (events === '' && deadLetters === '') return null;
  if (events !== '' && deadLetters !== '') return { events, deadLetters };
  const missing = events === '' ? 'UPREEL_QUEUE_EVENTS' : 'UPREEL_QUEUE_DEAD_LETTERS';
  throw new UpreelError(FailureType.InvalidInput, `The environment lacks ${missing}.`);
}
