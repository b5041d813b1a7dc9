import type { ModelStore } from '../../adapters/onnx/model-store.js';
import { DEFAULT_MODEL } from '../../contracts/models.js';
import { type Check, fail, ok } from './check.js';

/** Every model that is installed, and those that jobs use when they name none, by the hashes of their files. */
export async function checkModels(store: Pick<ModelStore, 'list' | 'verify'>): Promise<Check[]> {
  const checks: Check[] = [];
  const needed: readonly string[] = Object.values(DEFAULT_MODEL);
  const listings = await store.list();
  for (const { id } of listings.filter((listing) => listing.installed || needed.includes(listing.id))) {
    const findings = await store.verify(id);
    checks.push(
      findings.length === 0
        ? ok(`model ${id}`, 'undamaged')
        : fail(`model ${id}`, findings.join(' '), `Get it: upreel models pull ${id}`),
    );
  }
  return checks;
}
