import type { KnownCommand } from './known-commands.js';

/** A script for fish. */
export function fishCompletion(commands: readonly KnownCommand[]): string {
  const byPath = new Map(commands.map((command) => [command.path, command]));
  const lines = commands.flatMap((command) => {
    const here = conditionOf(command);
    const below = command.subcommands.map((name) => {
      const path = [command.path, name].join(' ').trim();
      return `complete -c upreel -f -n ${here} -a ${name} -d ${quoted(byPath.get(path)?.description ?? '')}`;
    });
    const within = command.path === '' ? '' : ` -n ${quoted(seen(command.path))}`;
    const flags = command.flags.map(({ name, description, values, takesValue }) => {
      const takes = values !== null ? ` -x -a ${quoted(values.join(' '))}` : takesValue ? ' -r' : '';
      return `complete -c upreel${within} -l ${name.replace(/^--/, '')}${takes} -d ${quoted(description)}`;
    });
    return [...below, ...flags];
  });
  return `# Completion of upreel for fish: upreel completion fish | source\n${lines.join('\n')}\n`;
}

/** Where a subcommand may follow: all names above are on the line, and none of the subcommands yet. */
function conditionOf({ path, subcommands }: KnownCommand): string {
  if (path === '') return '__fish_use_subcommand';
  return quoted(`${seen(path)}; and not __fish_seen_subcommand_from ${subcommands.join(' ')}`);
}

function seen(path: string): string {
  return path
    .split(' ')
    .map((name) => `__fish_seen_subcommand_from ${name}`)
    .join('; and ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
