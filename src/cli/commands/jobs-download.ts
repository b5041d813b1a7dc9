import { basename, extname, resolve } from 'node:path';

import type { Command } from 'commander';

import { dataOption } from '../data-option.js';
import { EXIT_CODE, ExitError, wrongUsage } from '../exit-error.js';
import { fetchFile } from '../front-door/fetch-file.js';
import { requireJob } from '../front-door/require-job.js';
import { listenForInterruption } from '../interruption.js';
import type { Place } from '../place.js';
import { createProgressDisplay } from '../show/progress-display.js';
import { timedTransfer } from '../show/timed-transfer.js';
import type { Terminal } from '../terminal.js';

export function registerJobsDownloadCommand(jobs: Command, terminal: Terminal, place: Place): void {
  jobs
    .command('download <job>')
    .description('fetch the video of a completed job')
    .requiredOption('-o, --output <path>', 'where it goes; ends as the video does, in .mp4 or .mkv')
    .addOption(dataOption())
    .action(async (jobId: string, { data, output }: { data: string; output: string }) => {
      await download(jobId, output, data, terminal, place);
      terminal.out(`${resolve(output)}\n`);
    });
}

async function download(jobId: string, output: string, data: string, terminal: Terminal, place: Place): Promise<void> {
  const front = await place.open(data);
  const { row } = await requireJob(front, jobId);
  if (row.FinalKey === undefined) {
    throw new ExitError(EXIT_CODE.failed, `Job ${jobId} has no video: it is ${row.Status}.`);
  }
  if (extname(output).toLowerCase() !== extname(row.FinalKey)) {
    throw wrongUsage(
      `The video is ${basename(row.FinalKey)}: -o must end in ${extname(row.FinalKey)}, not "${output}".`,
    );
  }
  const { url } = await front.result(jobId);
  const display = createProgressDisplay(terminal, basename(output));
  const { signal, dispose } = listenForInterruption();
  const show = timedTransfer(display.show);
  try {
    await fetchFile({
      url,
      path: resolve(output),
      signal,
      onBytes: (bytes, total) => {
        show('downloading', bytes, total);
      },
    });
  } catch (error) {
    if (signal.aborted) throw new ExitError(EXIT_CODE.interrupted, 'Interrupted; nothing was written.');
    throw error;
  } finally {
    dispose();
    display.end();
  }
}
