import type { ToolSource } from './find-tool.js';
import { fromPath } from './installed-sources.js';
import type { ToolSearch } from './tool-search.js';

/** A program of a Debian package, installed where this process may. */
export function fromApt(
  { program, debianPackage }: { readonly program: string; readonly debianPackage: string },
  { env, run, isRoot }: Pick<ToolSearch, 'env' | 'run' | 'isRoot'>,
): ToolSource {
  return {
    name: `apt-get install ${debianPackage}`,
    slow: isRoot,
    locate: async () => {
      if (!isRoot) throw new Error('not root');
      const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
      // An index that is old in part may still do.
      await run('apt-get', ['update', '-q'], quiet).catch(() => undefined);
      await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', debianPackage], quiet);
      return fromPath(program, env.PATH ?? '').locate();
    },
  };
}
