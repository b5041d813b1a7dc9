import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Child } from '../../src/local/child.js';
import { identifyProcess } from '../../src/adapters/processes/process-identity.js';
import { untilHttpAnswers } from '../../src/local/until-answering.js';
import { freePort } from '../../src/local/free-port.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

/** A child that runs `script`, and what was heard of it. */
function childOf(script: string, ready: (signal: AbortSignal) => Promise<void>, readyWithinMs = 10_000) {
  const pids: number[] = [];
  const lines: string[] = [];
  let recovered = (): void => undefined;
  const recovery = new Promise<void>((resolve) => {
    recovered = resolve;
  });
  const child = new Child(
    {
      role: 'server',
      logFile: join(directory.path, 'server.log'),
      launch: (log) => spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', log, log] }),
      ready: (_, signal) => ready(signal),
      readyWithinMs,
    },
    {
      onStarted: (_, pid) => pids.push(pid),
      onEnded: () => undefined,
      onRecovered: recovered,
      write: (line) => lines.push(line),
    },
  );
  return { child, pids, lines, recovery };
}

const serve = (port: number, more = '') =>
  `require('http').createServer((q, s) => s.end()).listen(${port}, '127.0.0.1');${more}`;

it('starts a process that was killed again', async () => {
  const port = await freePort();
  const { child, pids, lines, recovery } = childOf(serve(port), (signal) =>
    untilHttpAnswers(`http://127.0.0.1:${port}`, signal),
  );
  await child.start();
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await recovery;
  expect(pids).toHaveLength(2);
  expect(lines.join()).toContain('server ended (signal SIGKILL)');
  await child.stop(5_000);
  expect(pids.map(identifyProcess)).toEqual([null, null]);
});

it('names the end of the log when a process ends before it is ready', async () => {
  const never = () => new Promise<void>(() => undefined);
  const { child, lines } = childOf('console.log("no database here"); process.exit(3)', never);
  await expect(child.start()).rejects.toThrow(/server ended \(code 3\) before it was ready.*\nno database here$/s);
  expect(lines).toEqual([]);
});

it('gives up on a process that stays silent, and ends it', async () => {
  const { child, pids } = childOf('setInterval(() => {}, 1000)', () => new Promise(() => undefined), 200);
  await expect(child.start()).rejects.toThrow('did not answer within 0.2 s');
  expect(identifyProcess(pids[0] ?? 0)).toBeNull();
});

it('kills a process that does not want to end, and what that left in its group', async () => {
  const marker = join(directory.path, 'grandchild');
  const script = `
    process.on('SIGTERM', () => {});
    const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    require('fs').writeFileSync(${JSON.stringify(marker)}, String(c.pid));
    setInterval(() => {}, 1000)`;
  const { child, pids } = childOf(script, async (signal) => {
    while (!existsSync(marker) && !signal.aborted) await new Promise((resolve) => setImmediate(resolve));
  });
  await child.start();
  await child.stop(100);
  expect(identifyProcess(pids[0] ?? 0)).toBeNull();
  const grandchild = Number(readFileSync(marker, 'utf8'));
  while (identifyProcess(grandchild) !== null) await new Promise((resolve) => setImmediate(resolve));
});
