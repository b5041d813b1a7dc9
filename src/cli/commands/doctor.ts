import type { Command } from 'commander';

import { runCommand } from '../../adapters/fetch/run-command.js';
import { thisMachine } from '../../adapters/onnx/device/this-machine.js';
import { loadToolPaths } from '../../config/tool-paths.js';
import { loadWorkerConfig } from '../../config/worker-config.js';
import { readStack } from '../../local/read-stack.js';
import { dataOption } from '../data-option.js';
import { examineAll, formatChecks, type Examination } from '../doctor/check.js';
import { checkDevice } from '../doctor/check-device.js';
import { checkFfmpeg } from '../doctor/check-ffmpeg.js';
import { checkModels } from '../doctor/check-models.js';
import { checkNode } from '../doctor/check-node.js';
import { checkServers } from '../doctor/check-servers.js';
import { checkStack } from '../doctor/check-stack.js';
import { checkStorage } from '../doctor/check-storage.js';
import { EXIT_CODE, ExitError } from '../exit-error.js';
import { openModelStore } from '../open-model-store.js';
import type { Terminal } from '../terminal.js';

const SET_UP = 'Run "npm run setup".';

export function registerDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('look whether this machine has what Upreel needs, and say what to do where it has not')
    .addOption(dataOption())
    .option('--json', 'print one JSON array of {name, state, finding, advice?}')
    .action(async (options: { data: string; json?: true }) => {
      const checks = await examineAll(examinations(options.data));
      terminal.out(options.json === true ? `${JSON.stringify(checks)}\n` : formatChecks(checks));
      if (checks.some(({ state }) => state === 'fail')) throw new ExitError(EXIT_CODE.failed, '');
    });
}

function examinations(dataDirectory: string): Examination[] {
  return [
    { name: 'node', advice: SET_UP, examine: () => Promise.resolve([checkNode(process.versions.node)]) },
    { name: 'ffmpeg', advice: SET_UP, examine: async () => checkFfmpeg(loadToolPaths().ffmpeg, runCommand) },
    { name: 'servers', advice: SET_UP, examine: async () => checkServers(loadToolPaths(), runCommand) },
    {
      name: 'device',
      advice: 'Set UPREEL_DEVICE to cpu, or to auto for the best that is there.',
      examine: async () => [await checkDevice(loadWorkerConfig().device, thisMachine())],
    },
    { name: 'models', advice: SET_UP, examine: () => checkModels(openModelStore()) },
    { name: 'storage', advice: 'Name another data directory with --data.', examine: () => checkStorage(dataDirectory) },
    {
      name: 'stack',
      advice: 'End it and start it again: upreel dev.',
      examine: async () => checkStack(await readStack(dataDirectory)),
    },
  ];
}
