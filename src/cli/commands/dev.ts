import { type Command, InvalidArgumentError, Option } from 'commander';

import { DEVICE_CHOICES, type DeviceChoice } from '../../contracts/devices.js';
import { startLocalStack } from '../../local/start-local-stack.js';
import { dataOption } from '../data-option.js';
import { EXIT_CODE } from '../exit-error.js';
import { formatStack } from '../show/format-stack.js';
import { type Terminal, terminalOf } from '../terminal.js';

interface DevOptions {
  readonly data: string;
  readonly gpuWorkers: number;
  readonly port?: number;
  readonly device?: DeviceChoice;
}

const MAX_GPU_WORKERS = 64;
const MAX_PORT = 65_535;

/** `upreel dev`: Ctrl-C and SIGTERM are how it is meant to end, so it then ends with 0. */
export function registerDevCommand(program: Command): void {
  program
    .command('dev')
    .description('start the local stack and stay up until Ctrl-C')
    .option('--gpu-workers <number>', 'GPU worker processes', wholeNumber(1, MAX_GPU_WORKERS), 1)
    .option('--port <number>', 'port of the HTTP API (else the last one, or a free one)', wholeNumber(1, MAX_PORT))
    .addOption(
      new Option('--device <device>', 'what runs the models (else UPREEL_DEVICE, or auto)').choices(DEVICE_CHOICES),
    )
    .addOption(dataOption())
    .action(async ({ data, ...rest }: DevOptions) => {
      await runDev({ dataDirectory: data, ...rest }, terminalOf(process));
    });
}

async function runDev(
  request: Omit<DevOptions, 'data'> & { readonly dataDirectory: string },
  terminal: Terminal,
): Promise<void> {
  const began = performance.now();
  const say = (line: string) => {
    terminal.err(`${line}\n`);
  };
  // One listener for all of it: a signal that came between two would end this process and leave the servers.
  let interrupted = (): void => process.exit(EXIT_CODE.interrupted);
  const dispose = onSignals(() => {
    interrupted();
  });
  const local = await startLocalStack({ ...request, write: say });
  const askedToEnd = new Promise<void>((resolve) => {
    interrupted = resolve;
  });
  terminal.out(formatStack(local.stack, request.dataDirectory));
  say(
    `Ready after ${((performance.now() - began) / 1_000).toFixed(1)} s. Ctrl-C stops all of it; jobs go on next time.`,
  );
  await askedToEnd;
  interrupted = () => {
    local.kill();
    process.exit(EXIT_CODE.interrupted);
  };
  say('Stopping. Ctrl-C again ends everything at once.');
  await local.stop();
  dispose();
}

/** A closed terminal too: otherwise the servers would outlive it. */
function onSignals(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
