import { type Step, transferStep } from './step.js';

/** Turns counts of bytes into steps with a rate; the clock starts anew with every stage. */
export function timedTransfer(
  onStep: (step: Step) => void,
  now: () => number = Date.now,
): (stage: string, bytes: number, totalBytes: number) => void {
  let current = '';
  let sinceMs = 0;
  return (stage, bytes, totalBytes) => {
    if (stage !== current) [current, sinceMs] = [stage, now()];
    onStep(transferStep(stage, bytes, totalBytes, (now() - sinceMs) / 1000));
  };
}
