import { Command, InvalidArgumentError } from 'commander';

import { withTerminal } from '../cli/run-command-line.js';
import type { Terminal } from '../cli/terminal.js';
import { formatSimulation } from './format-simulation.js';
import { runSimulation } from './run-simulation.js';

export function createSimulateCommand(terminal: Terminal): Command {
  return withTerminal(new Command('simulate'), terminal)
    .description('days of traffic against the scaling functions that a deployment runs: waiting, GPU hours, cost')
    .option('--seed <n>', 'what happens when follows from it', wholeNumber, 1)
    .option('--videos <n>', 'the busiest day; the smaller ones stay below it', wholeNumber, 1_000_000)
    .option('--json', 'print one JSON object')
    .action(({ json, ...request }: { seed: number; videos: number; json?: true }) => {
      const simulation = runSimulation(request);
      terminal.out(json === true ? `${JSON.stringify(simulation)}\n` : formatSimulation(simulation));
    });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return value;
}
