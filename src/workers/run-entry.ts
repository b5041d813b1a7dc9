import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createLog } from '../adapters/logs/create-log.js';
import { createTracer } from '../adapters/otlp/create-tracer.js';
import { loadTraceConfig } from '../config/trace-config.js';
import { loadWorkerConfig, type WorkerConfig } from '../config/worker-config.js';
import { UpreelError } from '../contracts/failures.js';
import type { Tracer } from '../ports/tracer.js';
import { startRuntime } from './start-runtime.js';

/** What every worker has. */
export interface WorkerContext {
  readonly config: WorkerConfig;
  readonly log: Logger;
  readonly tracer: Tracer;
}

/**
 * Runs a worker's entry. What keeps it from working is the last line of its log, and the exit code is 1; the supervisor
 * of the local stack shows that line.
 */
export async function runEntry(name: string, work: (worker: WorkerContext) => Promise<void>): Promise<void> {
  const log = createLog(name);
  try {
    const config = loadWorkerConfig();
    startRuntime(log, config);
    const tracer = createTracer({ service: name, collector: loadTraceConfig(), log });
    await work({ config, log, tracer }).finally(() => tracer.flush());
  } catch (error) {
    if (error instanceof UpreelError) log.fatal(`${name} does not work: ${error.message}`);
    else log.fatal({ err: error }, `${name} does not work: ${String(error)}`);
    process.exitCode = 1;
    // It ends by itself with the last worker, and there may have been none: its log would keep the process.
    await Runtime.instance().shutdown();
  } finally {
    if (process.connected) process.disconnect();
  }
}
