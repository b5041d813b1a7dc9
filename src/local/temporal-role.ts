import { spawn } from 'node:child_process';

import { childEnvironment } from '../config/child-environment.js';
import { NAMESPACE } from './aws-settings.js';
import type { ChildRole } from './child.js';
import type { DataPaths } from './data-paths.js';
import { logFile } from './log-file.js';
import type { Ports } from './ports.js';
import { untilListening } from './until-answering.js';

/** The command line's dev server on a database file. */
export function temporalRole(request: {
  readonly program: string;
  readonly paths: DataPaths;
  readonly ports: Ports;
}): ChildRole {
  const { program, paths, ports } = request;
  const args = temporalArguments(paths.temporal, ports);
  return {
    role: 'temporal',
    logFile: logFile(paths, 'temporal'),
    readyWithinMs: 30_000,
    launch: (log) =>
      spawn(program, args, { detached: true, stdio: ['ignore', log, log], env: childEnvironment({}), cwd: paths.root }),
    ready: (_child, signal) => untilListening(ports.temporal, signal),
  };
}

/** Without fairness one job with many batches would hold up every other. */
function temporalArguments(database: string, ports: Pick<Ports, 'temporal' | 'temporalUi'>): readonly string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(ports.temporal)],
    ...['--ui-port', String(ports.temporalUi), '--ui-disable-news-fetch', '--namespace', NAMESPACE],
    ...['--db-filename', database, '--sqlite-pragma', 'journal_mode=wal', '--log-level', 'error'],
    ...['--dynamic-config-value', 'matching.enableFairness=true'],
  ];
}
