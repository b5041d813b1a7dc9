import { destination, type Logger, pino, stdTimeFunctions } from 'pino';

/**
 * A log of one JSON object a line: `level`, `time`, `service`, `msg`, the facts. Lines of a job carry its `jobId`.
 * Written at once, so that the last lines of a process that dies are there.
 * @param file instead of stdout
 */
export function createLog(service: string, file?: string): Logger {
  return pino(
    {
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination({ dest: file ?? 1, sync: true }),
  );
}
