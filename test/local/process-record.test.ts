import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';

import { dataPaths } from '../../src/local/data-paths.js';
import { identifyProcess, isRunning } from '../../src/adapters/processes/process-identity.js';
import { ProcessRecord, readProcessList } from '../../src/local/process-record.js';
import { readStack } from '../../src/local/read-stack.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

/** A process that has come and gone. */
async function endedProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const identity = identifyProcess(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  if (identity === null) throw new Error('a running process has an identity');
  return identity;
}

function thisProcess() {
  const identity = identifyProcess(process.pid);
  if (identity === null) throw new Error('this process runs');
  return identity;
}

describe('identifyProcess', () => {
  it('tells a process from another that had its number', async () => {
    const own = thisProcess();
    expect(isRunning(own)).toBe(true);
    expect(isRunning({ ...own, startedAt: `${own.startedAt}0` })).toBe(false);
    expect(isRunning(await endedProcess())).toBe(false);
  });
});

describe('ProcessRecord', () => {
  it('refuses a data directory whose owner runs, naming its process', () => {
    const paths = dataPaths(directory.path);
    const record = ProcessRecord.take(paths);
    expect(() => ProcessRecord.take(paths)).toThrow(`(process ${process.pid})`);
    record.release();
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it('takes over from an owner that was killed, with the children it left', async () => {
    const paths = dataPaths(directory.path);
    const child = thisProcess();
    writeFileSync(paths.processes, JSON.stringify({ supervisor: await endedProcess(), children: { s3: child } }));
    const record = ProcessRecord.take(paths);
    expect([...record.children]).toEqual([['s3', child]]);
    expect(readProcessList(paths)).toEqual({ supervisor: thisProcess(), children: { s3: child } });
    expect(readdirSync(directory.path)).toEqual(['processes.json']);
  });

  it('keeps the children on disk as they come and go', () => {
    const paths = dataPaths(directory.path);
    const record = ProcessRecord.take(paths);
    record.add('temporal', process.pid);
    expect(readProcessList(paths)?.children).toEqual({ temporal: thisProcess() });
    record.remove('temporal');
    expect(readProcessList(paths)?.children).toEqual({});
  });
});

describe('readStack', () => {
  const pids = (supervisor: number) => JSON.stringify({ pids: { supervisor } });

  it('finds the running stack', async () => {
    const paths = dataPaths(directory.path);
    ProcessRecord.take(paths);
    expect(await readStack(directory.path)).toBeNull();
    writeFileSync(paths.stack, pids(process.pid));
    expect(await readStack(directory.path)).toMatchObject({ pids: { supervisor: process.pid } });
  });

  it('ignores what a killed supervisor left', async () => {
    const paths = dataPaths(directory.path);
    const supervisor = await endedProcess();
    writeFileSync(paths.processes, JSON.stringify({ supervisor, children: {} }));
    writeFileSync(paths.stack, pids(supervisor.pid));
    expect(existsSync(paths.stack)).toBe(true);
    expect(await readStack(directory.path)).toBeNull();
  });

  it('finds nothing in a directory that is not there', async () => {
    expect(await readStack(`${directory.path}/none`)).toBeNull();
  });
});
