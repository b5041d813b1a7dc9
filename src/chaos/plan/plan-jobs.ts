import { between, pick, seededRandom } from '../../domain/seeded-random.js';

/** What is done with one upload. */
export interface PlannedJob {
  readonly input: string;
  /** How often its event is delivered once more while the job runs, and after its end. */
  readonly duplicates: { readonly early: number; readonly late: number };
  /** After the upload; then the job is retried. null: it is not cancelled. */
  readonly cancelAfterMs: number | null;
}

/** Not the plan of faults' own numbers. */
const SALT = 0x5eed;

/** The same for the same seed. `inputs` by how often they should come. */
export function planJobs(seed: number, count: number, inputs: readonly string[]): PlannedJob[] {
  const random = seededRandom(seed ^ SALT);
  return Array.from({ length: count }, () => ({
    input: pick(random, inputs),
    duplicates: { early: random() < 0.2 ? 5 : 0, late: random() < 0.2 ? 1 : 0 },
    cancelAfterMs: random() < 0.15 ? Math.round(between(random, 500, 10_000)) : null,
  }));
}
