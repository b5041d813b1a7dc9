import type { Command } from 'commander';

/** A command as a shell completes it. */
export interface KnownCommand {
  /** Names from the program down: `jobs list`; empty for the program itself. */
  readonly path: string;
  readonly description: string;
  readonly subcommands: readonly string[];
  readonly flags: readonly KnownFlag[];
}

interface KnownFlag {
  /** `--status`. */
  readonly name: string;
  readonly description: string;
  /** What it takes; null: anything, or nothing. */
  readonly values: readonly string[] | null;
  readonly takesValue: boolean;
}

/** Every command of a program, itself first. */
export function knownCommands(command: Command, path: readonly string[] = []): KnownCommand[] {
  const subcommands = command.commands.filter((sub) => sub.name() !== 'help');
  const known: KnownCommand = {
    path: path.join(' '),
    description: command.description(),
    subcommands: subcommands.map((sub) => sub.name()),
    flags: command.options.map((option) => ({
      name: option.long ?? option.flags,
      description: option.description,
      values: option.argChoices ?? null,
      takesValue: option.required || option.optional,
    })),
  };
  return [known, ...subcommands.flatMap((sub) => knownCommands(sub, [...path, sub.name()]))];
}
