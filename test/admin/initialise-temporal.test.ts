import { defineSearchAttributeKey } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';

import { initialiseTemporal } from '../../src/admin/initialise-temporal.js';
import { toolPath } from '../support/tools.js';

jest.setTimeout(30_000);

function startServer(searchAttributes: ReturnType<typeof defineSearchAttributeKey>[] = []) {
  return TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path: toolPath('temporal') }, searchAttributes },
  });
}

it('registers what is missing and lengthens a short retention, and then finds both done', async () => {
  const env = await startServer();
  try {
    const request = { connection: env.connection, namespace: 'default', reconcileSeconds: 30, version: null };
    const first = await initialiseTemporal(request);
    expect(first.lines.slice(0, 2)).toEqual([
      'Search attributes registered: UpreelStatus, UpreelVideoType, UpreelModel, UpreelSource.',
      'Closed workflows are now kept for 7 days; it was 1.',
    ]);
    expect((await initialiseTemporal(request)).lines.slice(0, 2)).toEqual([
      'Search attributes are registered: UpreelStatus, UpreelVideoType, UpreelModel, UpreelSource.',
      'Closed workflows are kept for 7 days.',
    ]);
  } finally {
    await env.teardown();
  }
});

it('refuses a search attribute that is there with another type', async () => {
  const env = await startServer([defineSearchAttributeKey('UpreelModel', 'INT')]);
  try {
    await expect(
      initialiseTemporal({ connection: env.connection, namespace: 'default', reconcileSeconds: 30, version: null }),
    ).rejects.toThrow(/UpreelModel .* is not of type Keyword/);
  } finally {
    await env.teardown();
  }
});
