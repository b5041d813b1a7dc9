import type { ToolSource } from './find-tool.js';
import { fromPath } from './installed-sources.js';
import type { ToolSearch } from './tool-search.js';

const UPDATE_WITHIN_MS = 120_000;
const INSTALL_WITHIN_MS = 420_000;

/** A mirror that does not answer is asked again, and given up in time. */
const NETWORK = ['-o', 'Acquire::Retries=3', '-o', 'Acquire::http::Timeout=30', '-o', 'DPkg::Lock::Timeout=60'];

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
      await run('apt-get', ['update', '-q', ...NETWORK], { ...quiet, timeoutMs: UPDATE_WITHIN_MS }).catch(
        () => undefined,
      );
      const install = ['install', '-q', '-y', '--no-install-recommends', ...NETWORK, debianPackage];
      await run('apt-get', install, { ...quiet, timeoutMs: INSTALL_WITHIN_MS });
      return fromPath(program, env.PATH ?? '').locate();
    },
  };
}
