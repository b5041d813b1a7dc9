import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProgram } from '../../src/cli/create-program.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { recordingTerminal } from './recording-terminal.js';

const directory = temporaryDirectory();

async function scriptFor(shell: string): Promise<string> {
  const terminal = recordingTerminal();
  expect(await runCommandLine(createProgram, ['completion', shell], terminal)).toBe(0);
  return terminal.output();
}

/** What bash would offer at the end of a line. */
async function offered(...words: string[]): Promise<string[]> {
  const file = join(directory.path, 'completion.bash');
  writeFileSync(file, await scriptFor('bash'));
  const program =
    'source "$1"; shift; COMP_WORDS=(upreel "$@"); COMP_CWORD=$#; _upreel; printf "%s\\n" "${COMPREPLY[@]}"';
  const output = execFileSync('bash', ['-c', program, 'bash', file, ...words], { encoding: 'utf8' });
  return output.split('\n').filter((line) => line !== '');
}

test('bash is offered commands, their own commands, options and values', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(['dev', 'upscale', 'estimate', 'jobs', 'completion']));
  expect(await offered('up')).toEqual(['upscale']);
  expect(await offered('jobs', '')).toEqual(expect.arrayContaining(['list', 'show', 'retry']));
  expect(await offered('jobs', 'list', '--st')).toEqual(['--status']);
  expect(await offered('jobs', 'list', '--status', 'F')).toEqual(['FAILED']);
  expect(await offered('upscale', '--type', '')).toEqual(['real', 'anime']);
  expect(await offered('--ap')).toEqual(['--api']);
});

test('where a file is wanted bash is left to its own', async () => {
  expect(await offered('upscale', 'cl')).toEqual([]);
});

test('fish and zsh have scripts of the same commands', async () => {
  const fish = await scriptFor('fish');
  expect(fish).toContain('complete -c upreel -f -n __fish_use_subcommand -a jobs ');
  expect(fish).toContain("-l status -x -a 'INITIATED EXTRACTING PROCESSING RECOMPOSING COMPLETED FAILED'");
  const zsh = await scriptFor('zsh');
  expect(zsh).toContain('bashcompinit');
  expect(zsh).toContain('complete -o default -F _upreel upreel');
});

test('another shell is refused by name', async () => {
  const terminal = recordingTerminal();
  expect(await runCommandLine(createProgram, ['completion', 'csh'], terminal)).toBe(2);
  expect(terminal.errors()).toContain('bash, zsh, fish');
});
