/** How pip, npm, go and apt-get say what stopped them; the first that matches says it best. */
const REASONS: readonly RegExp[] = [
  /Failed to establish a new connection: ([^')\n]+)/,
  /connection broken by '([^\n]+)'/,
  /failed, reason: ([^\n]+)/,
  /^npm error (?:code|\w+) (no [^\n]+|\d{3} [^\n]+)/im,
  /^npm error \d{3} ([^\n]+)/m,
  /^ERROR: (?!Could not find a version)([^\n]+)/m,
  /^E: ([^\n]+)/m,
  /^[^\n]*\b(dial tcp[^\n]*|no such host[^\n]*)/m,
];

const LONGEST_REASON = 200;

/** The one line of a failed program's output that tells a person why, or undefined when it wrote nothing. */
export function reasonInOutput(output: string): string | undefined {
  const named = REASONS.map((pattern) => pattern.exec(output)?.[1]).find((reason) => reason !== undefined);
  const reason = named ?? output.trim().split('\n').at(-1);
  return reason === undefined || reason.trim() === '' ? undefined : reason.trim().slice(0, LONGEST_REASON);
}
