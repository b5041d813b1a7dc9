/** How the `upreel` command can end. */
export const EXIT_CODE = { done: 0, failed: 1, wrongUsage: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];

/** Ends the command with this code. The message goes to stderr; an empty one says that all is said already. */
export class ExitError extends Error {
  override readonly name = 'ExitError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The caller asked for something that cannot be meant: exit code 2, nothing was done. */
export function wrongUsage(message: string): ExitError {
  return new ExitError(EXIT_CODE.wrongUsage, message);
}
