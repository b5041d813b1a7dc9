const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

/** How long to wait after so many failures in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
