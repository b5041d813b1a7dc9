import type { Command } from 'commander';

import { createProgram } from '../../src/cli/create-program.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { recordingTerminal } from './recording-terminal.js';

async function upreel(...args: string[]) {
  const terminal = recordingTerminal();
  const exitCode = await runCommandLine(createProgram, args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

test('help that was asked for goes to stdout and is no error', async () => {
  const { exitCode, output } = await upreel('--help');
  expect(exitCode).toBe(0);
  for (const command of ['dev', 'upscale', 'estimate', 'jobs', 'models', 'doctor', 'admin', 'completion']) {
    expect(output).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  }
});

test('no command at all is wrong usage', async () => {
  expect((await upreel()).exitCode).toBe(2);
  expect((await upreel('jobs')).exitCode).toBe(2);
});

test('the help of every command ends with an example of it', async () => {
  const withExamples = async (command: Command, path: readonly string[]): Promise<void> => {
    const { exitCode, output } = await upreel(...path, '--help');
    expect(exitCode).toBe(0);
    const [, example = ''] = output.split('Example:\n');
    expect(example).toMatch(new RegExp(`upreel .*${path.join(' ')}`));
    for (const sub of command.commands) await withExamples(sub, [...path, sub.name()]);
  };
  for (const command of createProgram(recordingTerminal()).commands) await withExamples(command, [command.name()]);
});

test('a mistyped command is answered with what was meant', async () => {
  const { exitCode, errors } = await upreel('upscael', 'clip.mp4');
  expect(exitCode).toBe(2);
  expect(errors).toContain('Did you mean upscale?');
  expect((await upreel('jobs', 'lst')).errors).toContain('Did you mean list?');
  expect((await upreel('jobs', 'list', '--statsu', 'FAILED')).errors).toContain('Did you mean --status?');
});

test('a model that does not exist cannot be pulled', async () => {
  const { exitCode, errors } = await upreel('models', 'pull', 'magic');
  expect(exitCode).toBe(2);
  expect(errors).toContain('realesr-general-x4v3');
});
