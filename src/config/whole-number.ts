import { FailureType, UpreelError } from '../contracts/failures.js';

/**
 * A variable that holds a whole number; `fallback` where it is not set or empty.
 * @throws UpreelError `InvalidInput` naming the variable and the values it takes
 */
export function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const text = env[name] ?? '';
  if (text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UpreelError(
    FailureType.InvalidInput,
    `${name} must be a whole number from ${min} to ${max}, not "${text}".`,
  );
}
