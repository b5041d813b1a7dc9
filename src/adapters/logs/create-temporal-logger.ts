import type { LogLevel, LogMetadata, Logger } from '@temporalio/common';
import type { Logger as Pino } from 'pino';
import { jobIdOf } from '../../contracts/temporal-names.js';

/** Names of what the SDK says of itself that help nobody. */
const DROPPED = new Set(['taskToken', 'isLocal', 'namespace', 'sdkComponent']);

const METHODS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The log of Temporal's SDK and of activities; each line that belongs to a job's workflow has its `jobId`. */
export function createTemporalLogger(log: Pino): Logger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const { error, ...facts } = meta as Readonly<Record<string, unknown>>;
    const kept = Object.fromEntries(Object.entries(facts).filter(([name]) => !DROPPED.has(name)));
    log[METHODS[level]]({ ...jobOf(kept), ...kept, ...(error !== undefined && { err: error }) }, message);
  };
  return {
    log: write,
    trace: (message, meta) => {
      write('TRACE', message, meta);
    },
    debug: (message, meta) => {
      write('DEBUG', message, meta);
    },
    info: (message, meta) => {
      write('INFO', message, meta);
    },
    warn: (message, meta) => {
      write('WARN', message, meta);
    },
    error: (message, meta) => {
      write('ERROR', message, meta);
    },
  };
}

/** The SDK's own parts name the workflow in two ways. */
function jobOf({ workflowId, workflow_id: native }: Readonly<Record<string, unknown>>): { readonly jobId?: string } {
  const jobId = [workflowId, native].flatMap((id) => (typeof id === 'string' ? (jobIdOf(id) ?? []) : []))[0];
  return jobId === undefined ? {} : { jobId };
}
