import { join } from 'node:path';

import { runCommand } from '../adapters/fetch/run-command.js';
import { createModelStore } from '../adapters/onnx/model-store.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { prepareModels } from './prepare-models.js';
import { prepareTools } from './tools/prepare-tools.js';

export interface PrepareMachineInput {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

/**
 * The part of set-up that the built program does: the programs it runs, and its models.
 * @throws UpreelError that says what could not be had and what to do
 */
export async function prepareMachine({ env, say }: PrepareMachineInput): Promise<void> {
  await prepareTools({
    env,
    say,
    run: runCommand,
    isRoot: process.getuid?.() === 0,
    platform: process.platform,
    arch: process.arch,
  });
  await prepareModels(createModelStore({ directory: join(cacheDirectory(env), 'models') }), say);
}
