import type { CommandRunner } from '../../adapters/fetch/run-command.js';
import type { ToolPaths } from '../../config/tool-paths.js';
import { type Check, ok, warn } from './check.js';

/** The servers that a local stack runs. */
export async function checkServers(tools: ToolPaths, run: CommandRunner): Promise<Check[]> {
  return [
    ok('temporal', firstLine((await run(tools.temporal, ['--version'])).stdout)),
    tools.versitygw === null
      ? warn(
          'versitygw',
          'not found: the local S3 takes at most 11 MiB a request and forgets everything when it stops',
          'Run "npm run setup" with a network, or put versitygw on PATH.',
        )
      : ok('versitygw', firstLine((await run(tools.versitygw, ['--version'])).stdout)),
  ];
}

function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] ?? '').replaceAll(/\s+/g, ' ');
}
