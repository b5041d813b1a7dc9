import type { KnownCommand } from './known-commands.js';

/** A script for bash; without a suggestion it completes file names. */
export function bashCompletion(commands: readonly KnownCommand[]): string {
  const [program] = commands;
  const everywhere = program?.flags ?? [];
  const steps = commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => `      '${before(path)}') path='${path}' ;;`);
  const values = commands.flatMap(({ path, flags }) =>
    flags.flatMap(({ name, values: allowed }) =>
      allowed === null ? [] : [`    '${path} ${name}') words='${allowed.join(' ')}' ;;`],
    ),
  );
  const words = commands.map(({ path, subcommands, flags }) => {
    const names = [...new Set([...flags, ...everywhere].map(({ name }) => name)), '--help'];
    return `    '${path}') words='${subcommands.join(' ')}'; flags='${names.join(' ')}' ;;`;
  });
  return `# Completion of upreel for bash: source <(upreel completion bash)
_upreel() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local path='' words='' flags='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${steps.join('\n')}
    esac
  done
  case "$path $previous" in
${values.join('\n')}
  esac
  if [ -z "$words" ]; then
    case "$path" in
${words.map((line) => `  ${line}`).join('\n')}
    esac
    case "$current" in -*) words="$flags" ;; esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _upreel upreel
`;
}

/** What stands before a command's own name, and the name: the path so far and the next word. */
function before(path: string): string {
  const at = path.lastIndexOf(' ');
  return at === -1 ? ` ${path}` : path;
}
