import type { PageSettings } from '../../../src/contracts/page.js';
import { createStore } from '../state/create-store.js';
import { ApiProblem, fetchJson } from './fetch-json.js';

/** Loaded before anything else is done. */
export const settings = createStore<PageSettings>({ api: '', signIn: null, temporalUi: null, models: null });

/** @throws ApiProblem */
export async function loadSettings(): Promise<void> {
  const loaded = (await fetchJson('/settings.json')) as PageSettings | null;
  if (loaded === null) {
    throw new ApiProblem({ status: 200, code: 'NoSettings', message: 'This page has no settings: deploy it again.' });
  }
  settings.update(() => loaded);
}
