import { runCommand } from '../../../src/adapters/fetch/run-command.js';

const NODE = process.execPath;

test('a program gives what it wrote', async () => {
  await expect(runCommand(NODE, ['-e', 'console.log("out"); console.error("err")'])).resolves.toEqual({
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

test.each([
  { name: 'is missing', command: '/nowhere/pip', args: [], reason: '/nowhere/pip is not installed' },
  { name: 'may not be run', command: '/dev/null', args: [], reason: '/dev/null may not be run' },
  {
    name: 'fails with words',
    command: NODE,
    args: ['-e', 'console.error("first\\nERROR: no such package"); process.exit(3)'],
    reason: 'no such package',
  },
  { name: 'fails without words', command: NODE, args: ['-e', 'process.exit(3)'], reason: `${NODE} failed (3)` },
])('the error of a program that $name says so in one line', async ({ command, args, reason }) => {
  await expect(runCommand(command, args)).rejects.toMatchObject({ message: reason });
});

test('a program that takes too long is ended', async () => {
  const slow = runCommand(NODE, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 });
  await expect(slow).rejects.toThrow('did not finish in time');
});
