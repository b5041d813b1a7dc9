import { runCommand } from '../../adapters/fetch/run-command.js';

interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of this machine that is not a mere entry left for its parent. */
export async function listProcesses(): Promise<ListedProcess[]> {
  const { stdout } = await runCommand('ps', ['-A', '-o', 'pid=,ppid=,state=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (state === undefined || command === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
