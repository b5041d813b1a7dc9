import { spawn } from 'node:child_process';

import { childEnvironment } from '../config/child-environment.js';
import { REGION } from './aws-settings.js';
import type { ChildRole } from './child.js';
import type { LocalCredentials } from './credentials.js';
import type { DataPaths } from './data-paths.js';
import { logFile } from './log-file.js';
import { untilHttpAnswers } from './until-answering.js';

/** versitygw on a directory. Its webhook must answer when it starts. */
export function s3Role(request: {
  readonly program: string;
  readonly paths: DataPaths;
  readonly port: number;
  readonly webhook: string;
  readonly credentials: LocalCredentials;
  /** Keeps metadata in files of their own: for file systems without extended attributes. */
  readonly sidecar: boolean;
}): ChildRole {
  const { program, paths, port, credentials } = request;
  const env = childEnvironment({
    ROOT_ACCESS_KEY: credentials.accessKeyId,
    ROOT_SECRET_KEY: credentials.secretAccessKey,
  });
  return {
    role: 's3',
    logFile: logFile(paths, 's3'),
    readyWithinMs: 15_000,
    launch: (log) =>
      spawn(program, versitygwArguments(request), {
        detached: true,
        stdio: ['ignore', log, log],
        env,
        cwd: paths.root,
      }),
    ready: (_child, signal) => untilHttpAnswers(`http://127.0.0.1:${port}/health`, signal),
  };
}

/** What versitygw says where files cannot have extended attributes. */
export const NO_EXTENDED_ATTRIBUTES = 'xattrs are not supported';

/** It reports new objects and nothing else. */
export const EVENT_FILTER = {
  's3:ObjectCreated:*': true,
  's3:ObjectRemoved:*': false,
  's3:ObjectTagging:*': false,
  's3:ObjectAcl:Put': false,
  's3:ObjectRestore:*': false,
} as const;

function versitygwArguments(request: {
  readonly paths: DataPaths;
  readonly port: number;
  readonly webhook: string;
  readonly sidecar: boolean;
}): readonly string[] {
  const { paths, port, webhook, sidecar } = request;
  return [
    ...['--port', `127.0.0.1:${port}`, '--region', REGION, '--health', '/health', '--quiet'],
    ...['--event-webhook-url', webhook, '--event-filter', paths.eventFilter],
    ...['posix', '--versioning-dir', paths.objectVersions],
    ...(sidecar ? ['--sidecar', paths.objectMetadata] : []),
    paths.objects,
  ];
}
