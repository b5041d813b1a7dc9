import type { PageSettings } from '../../../src/contracts/page.js';
import { createStore } from '../state/create-store.js';
import { callApi } from './call-api.js';

/** Nothing depends on it: until it is there, and if it never is, links are left out and every model is offered. */
export const settings = createStore<PageSettings>({ temporalUi: null, models: null });

export async function loadSettings(): Promise<void> {
  try {
    const loaded = (await callApi('/settings.json')) as PageSettings;
    settings.update(() => loaded);
  } catch {
    // What is missing is said where it is missed.
  }
}
