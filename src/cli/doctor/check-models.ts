import type { ModelStore } from '../../adapters/onnx/model-store.js';
import { type Check, fail, ok } from './check.js';

/** Every model that a job may name, by the hashes of its files. */
export async function checkModels(store: Pick<ModelStore, 'list' | 'verify'>): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { id } of await store.list()) {
    const findings = await store.verify(id);
    checks.push(
      findings.length === 0
        ? ok(`model ${id}`, 'undamaged')
        : fail(`model ${id}`, findings.join(' '), `Get it: upreel models pull ${id}`),
    );
  }
  return checks;
}
