import { readFileSync } from 'node:fs';

import { FailureType, UpreelError } from '../contracts/failures.js';

/**
 * What a deployment's authoriser wants to see: the content of a file, else `UPREEL_TOKEN`; null without either.
 * @throws UpreelError `InvalidInput` for a file that can't be read or is empty
 */
export function loadApiToken(file: string | undefined, env: NodeJS.ProcessEnv = process.env): string | null {
  if (file === undefined) return env.UPREEL_TOKEN === '' ? null : (env.UPREEL_TOKEN ?? null);
  let token;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UpreelError(FailureType.InvalidInput, `The token file ${file} can't be read.`, { cause: error });
  }
  if (token === '') throw new UpreelError(FailureType.InvalidInput, `The token file ${file} is empty.`);
  return token;
}
