import type { ModelId } from './models.js';

/** `settings.json` beside the page: what it has to know of the deployment that serves it. */
export interface PageSettings {
  /** Address of the namespace in the Temporal UI; null where there is none. */
  readonly temporalUi: string | null;
  /** Models that the workers have; null where nobody can say. */
  readonly models: readonly ModelId[] | null;
}
