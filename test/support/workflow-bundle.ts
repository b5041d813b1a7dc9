import { WORKFLOW_BUNDLE_VARIABLE } from './global-setup.js';

/** For `Worker.create`: the workflows of `src/workflows`, bundled once a run. */
export function workflowBundle(): { readonly codePath: string } {
  const codePath = process.env[WORKFLOW_BUNDLE_VARIABLE];
  if (codePath === undefined) throw new Error('There is no workflow bundle: src/workflows/index.ts was not there.');
  return { codePath };
}
