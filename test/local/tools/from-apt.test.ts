import type { CommandRunner } from '../../../src/adapters/fetch/run-command.js';
import { fromApt } from '../../../src/local/tools/from-apt.js';

const PACKAGE = { program: 'sh', debianPackage: 'dash' };

function search(isRoot: boolean) {
  const calls: { readonly args: readonly string[]; readonly timeoutMs: number | undefined }[] = [];
  const run: CommandRunner = (_, args, { timeoutMs } = {}) => {
    calls.push({ args, timeoutMs });
    return args[0] === 'update'
      ? Promise.reject(new Error('a mirror is away'))
      : Promise.resolve({ stdout: '', stderr: '' });
  };
  return { calls, deps: { env: { PATH: '/usr/bin:/bin' }, run, isRoot } };
}

it('installs the package within bounds, also with an index that could not be renewed', async () => {
  const { calls, deps } = search(true);
  expect(await fromApt(PACKAGE, deps).locate()).toMatch(/\/sh$/);
  expect(calls.map(({ args }) => [args[0], args.at(-1)])).toEqual([
    ['update', expect.anything()],
    ['install', 'dash'],
  ]);
  for (const { args, timeoutMs } of calls) {
    expect(timeoutMs).toBeGreaterThan(0);
    expect(args).toContain('Acquire::Retries=3');
  }
});

it('does nothing where this process may not install', async () => {
  const { calls, deps } = search(false);
  await expect(fromApt(PACKAGE, deps).locate()).rejects.toThrow('not root');
  expect(calls).toEqual([]);
});
