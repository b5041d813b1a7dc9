import type { CommandRunner } from '../../fetch/run-command.js';

export interface NvidiaDevice {
  readonly name: string;
  readonly memoryBytes: number;
  readonly driver: string;
}

const ANSWER_LIMIT_MS = 20_000;

/** The first NVIDIA device, as its driver's own program describes it; null where there is none or it does not answer. */
export async function findNvidiaDevice(run: CommandRunner): Promise<NvidiaDevice | null> {
  const query = ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits'];
  const answer = await run('nvidia-smi', query, { timeoutMs: ANSWER_LIMIT_MS }).catch(() => null);
  const [name = '', mebibytes = '', driver = ''] = (answer?.stdout.split('\n')[0] ?? '').split(', ');
  const memoryBytes = Number(mebibytes) * 2 ** 20;
  return name !== '' && memoryBytes > 0 ? { name, memoryBytes, driver: driver.trim() } : null;
}
