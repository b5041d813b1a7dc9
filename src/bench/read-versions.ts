import { readFile } from 'node:fs/promises';

import { runCommand } from '../adapters/fetch/run-command.js';
import { loadToolPaths } from '../config/tool-paths.js';

/** Versions of what the figures depend on. */
export async function readVersions(): Promise<Record<string, string>> {
  const { ffmpeg, temporal } = loadToolPaths();
  const { version, dependencies } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { version: string; dependencies: Record<string, string> };
  return {
    upreel: version,
    node: process.versions.node,
    onnxruntime: dependencies['onnxruntime-node'] ?? 'unknown',
    ffmpeg: /version (\S+)/.exec((await runCommand(ffmpeg, ['-version'])).stdout)?.[1] ?? 'unknown',
    temporal: (await runCommand(temporal, ['--version'])).stdout.trim(),
  };
}
