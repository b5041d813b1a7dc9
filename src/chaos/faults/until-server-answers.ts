import type { Stack } from '../../contracts/stack.js';
import { untilHttpAnswers, untilListening } from '../../local/until-answering.js';

const WITHIN_MS = 60_000;

/** Waits for a server that was ended to be there again. @throws Error when it does not come back */
export async function untilServerAnswers(
  role: string,
  { temporal, s3 }: { readonly temporal: Stack['temporal']; readonly s3: string },
): Promise<void> {
  const signal = AbortSignal.timeout(WITHIN_MS);
  if (role === 's3') await untilHttpAnswers(`${s3}/health`, signal);
  else await untilListening(Number(temporal.address.split(':').at(-1)), signal);
}
