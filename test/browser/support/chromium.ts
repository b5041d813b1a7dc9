import { runCommand } from '../../../src/adapters/fetch/run-command.js';
import { findTool } from '../../../src/local/tools/find-tool.js';
import { fromApt } from '../../../src/local/tools/from-apt.js';
import { fromPath } from '../../../src/local/tools/installed-sources.js';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Path of a Chromium of this machine, installed from Debian's packages where there is none: minutes, at most twice as
 * long as apt-get may take.
 * @throws UpreelError that says what was tried and how to get it by hand
 */
export function findChromium(): Promise<string> {
  const { env } = process;
  const search = { env, run: runCommand, isRoot: process.getuid?.() === 0 };
  return findTool(
    {
      name: 'Chromium',
      sources: [
        ...PROGRAMS.map((program) => fromPath(program, env.PATH ?? '')),
        // A mirror that was away for a moment: what was fetched so far is not fetched again.
        ...[1, 2].map(() => fromApt({ program: 'chromium', debianPackage: 'chromium' }, search)),
      ],
      check: async (path) => {
        await runCommand(path, ['--version'], { timeoutMs: 60_000 });
      },
      advice: 'Install it ("sudo apt-get install chromium" on Debian) and run the browser tests again.',
    },
    (line) => process.stderr.write(`${line}\n`),
  );
}
