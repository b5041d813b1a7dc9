/** Runs the browser tests so that they leave the pictures of the page in docs/pictures. */
import { fileURLToPath } from 'node:url';

import { runStep } from './setup/run-step.js';

const { fetchSampleClip } = await import('../dist/local/sample-clip.js');
runStep({
  command: process.execPath,
  args: ['node_modules/jest/bin/jest.js', '--selectProjects', 'browser', '--testPathPatterns', 'browser/tour'],
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, UPREEL_PICTURES_CLIP: await fetchSampleClip() },
  problem: 'The tests failed.',
});
