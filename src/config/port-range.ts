import { FailureType, UpreelError } from '../contracts/failures.js';

/** TCP ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Below the range from which operating systems take the ports of outgoing connections. */
const DEFAULT_RANGE: PortRange = { first: 20_000, last: 31_999 };
const LOWEST = 1_024;
const HIGHEST = 65_535;

/**
 * The ports that the local stack takes its own from: `UPREEL_PORTS` as "first-last".
 * @throws UpreelError `InvalidInput` for anything else
 */
export function loadPortRange(env: NodeJS.ProcessEnv = process.env): PortRange {
  const text = env.UPREEL_PORTS ?? '';
  if (text === '') return DEFAULT_RANGE;
  const [, first, last] = (/^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (first !== undefined && last !== undefined && LOWEST <= first && first <= last && last <= HIGHEST) {
    return { first, last };
  }
  throw new UpreelError(
    FailureType.InvalidInput,
    `UPREEL_PORTS must be two ports from ${LOWEST} to ${HIGHEST}, the lower first, like 20000-31999, not "${text}".`,
  );
}
