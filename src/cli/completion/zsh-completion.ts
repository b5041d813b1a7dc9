/** A script for zsh, which runs bash's. */
export function zshCompletion(bash: string): string {
  return `# Completion of upreel for zsh: source <(upreel completion zsh)
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bash.slice(bash.indexOf('\n') + 1)}`;
}
