import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';

import { childEnvironment } from '../config/child-environment.js';
import type { ChildRole } from './child.js';
import type { DataPaths } from './data-paths.js';
import { logFile } from './log-file.js';

/** A module run as a process of its own, which sends `{ready: true}` when it is at work and ends with its parent. */
export function nodeRole(request: {
  readonly role: string;
  readonly module: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly paths: DataPaths;
  readonly readyWithinMs: number;
  readonly onMessage?: (message: unknown) => void;
}): ChildRole {
  const { role, module, paths, onMessage } = request;
  return {
    role,
    logFile: logFile(paths, role),
    readyWithinMs: request.readyWithinMs,
    launch: (log) => {
      const child = fork(module, request.args ?? [], {
        detached: true,
        execArgv: [],
        stdio: ['ignore', log, log, 'ipc'],
        env: childEnvironment({ AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...request.env }),
      });
      if (onMessage !== undefined) child.on('message', onMessage);
      return child;
    },
    ready: untilSaidReady,
  };
}

function untilSaidReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listen = (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'ready' in message) resolve();
    };
    child.on('message', listen);
    signal.addEventListener('abort', () => child.off('message', listen));
  });
}
