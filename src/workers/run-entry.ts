import { UpreelError } from '../contracts/failures.js';

/**
 * Runs a worker's entry. What keeps it from working is one line on stderr, and the exit code is 1; the supervisor of the
 * local stack shows that line.
 */
export async function runEntry(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const detail = error instanceof UpreelError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${name} does not work: ${detail ?? 'unknown'}\n`);
    process.exitCode = 1;
  } finally {
    if (process.connected) process.disconnect();
  }
}
