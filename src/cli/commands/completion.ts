import { Argument, type Command } from 'commander';

import { bashCompletion } from '../completion/bash-completion.js';
import { fishCompletion } from '../completion/fish-completion.js';
import { type KnownCommand, knownCommands } from '../completion/known-commands.js';
import { zshCompletion } from '../completion/zsh-completion.js';
import type { Terminal } from '../terminal.js';

const SHELLS = {
  bash: bashCompletion,
  zsh: (commands: readonly KnownCommand[]) => zshCompletion(bashCompletion(commands)),
  fish: fishCompletion,
} as const;

export function registerCompletionCommand(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .description('print a script that lets a shell complete commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SHELLS)))
    .action((shell: keyof typeof SHELLS) => {
      terminal.out(SHELLS[shell](knownCommands(program)));
    });
}
