/** What one look at the machine found. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly finding: string;
  /** What to do about it; absent when all is well. */
  readonly advice?: string;
}

/** Looks at one thing; gives one check or several. Throwing counts as a fail with the error's message. */
export interface Examination {
  readonly name: string;
  readonly examine: () => Promise<readonly Check[]>;
  /** What to do when examine throws. */
  readonly advice: string;
}

/** One after the other, in order: some are heavy. */
export async function examineAll(examinations: readonly Examination[]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { name, examine, advice } of examinations) {
    try {
      checks.push(...(await examine()));
    } catch (error) {
      checks.push({ name, state: 'fail', finding: error instanceof Error ? error.message : String(error), advice });
    }
  }
  return checks;
}

export function ok(name: string, finding: string): Check {
  return { name, state: 'ok', finding };
}

export function warn(name: string, finding: string, advice: string): Check {
  return { name, state: 'warn', finding, advice };
}

export function fail(name: string, finding: string, advice: string): Check {
  return { name, state: 'fail', finding, advice };
}

/** A line a check, its advice below it. */
export function formatChecks(checks: readonly Check[]): string {
  return checks
    .map(({ name, state, finding, advice }) => {
      const line = `${state.padEnd(4)}  ${name}: ${finding}\n`;
      return advice === undefined ? line : `${line}      → ${advice}\n`;
    })
    .join('');
}
