import { setTimeout as delay } from 'node:timers/promises';

import { identifyProcess, isRunning, type ProcessIdentity } from '../../adapters/processes/process-identity.js';
import type { PlannedFault } from '../plan/planned-fault.js';
import { pick, type Random } from '../../domain/seeded-random.js';
import { ALL_BATCHES, batchesOf, type Reach } from './batches-in-flight.js';
import type { Begun } from './fault-action.js';
import { listProcesses } from './process-table.js';

export interface ProcessFaultDeps {
  /** Process ids by role, as they are now. */
  readonly pids: () => Readonly<Record<string, number>>;
  /** Resolves when a server answers again. */
  readonly untilAnswering: (role: string) => Promise<void>;
  readonly random: Random;
}

const SERVERS = ['temporal', 's3'];
const TOOL_WORKERS = ['gpu-worker-1', 'gpu-worker-2', 'media-worker'];
/** Tools live for moments: so long one is waited for. */
const TOOL_WITHIN_MS = 4_000;
const LOOK_EVERY_MS = 60;
/** What a killed process sent last may arrive after it. */
const LAST_WORDS_MS = 500;

/** Ends or stops a process of the stack, or an ffmpeg that one runs. null: there was none. */
export async function disturbProcess(deps: ProcessFaultDeps, fault: PlannedFault): Promise<Begun | null> {
  const { kind, target, lastsMs } = fault;
  const found = target === null ? await findTool(deps) : findRole(deps, target);
  if (found === null) return null;
  const { role, process: hit } = found;
  const reach = reachOf(role);
  const at = target === null ? `ffmpeg of ${role} (process ${hit.pid})` : `${role} (process ${hit.pid})`;
  if (kind.startsWith('stop ')) {
    if (!signal(hit, 'SIGSTOP')) return null;
    return { at, reach, over: () => delay(lastsMs).then(() => void signal(hit, 'SIGCONT')) };
  }
  const how = kind.startsWith('terminate ') ? 'SIGTERM' : 'SIGKILL';
  if (!signal(hit, how)) return null;
  return {
    at,
    reach,
    over: async () => {
      while (isRunning(hit)) await delay(LOOK_EVERY_MS);
      await delay(LAST_WORDS_MS);
      if (SERVERS.includes(role)) await deps.untilAnswering(role);
    },
    ...(target !== null && !SERVERS.includes(role) && { ended: role }),
  };
}

interface Found {
  readonly role: string;
  readonly process: ProcessIdentity;
}

function findRole({ pids }: ProcessFaultDeps, role: string): Found | null {
  const pid = pids()[role];
  const process = pid === undefined ? null : identifyProcess(pid);
  return process === null ? null : { role, process };
}

async function findTool({ pids, random }: ProcessFaultDeps): Promise<Found | null> {
  const deadline = Date.now() + TOOL_WITHIN_MS;
  while (Date.now() < deadline) {
    const roles = new Map(Object.entries(pids()).map(([role, pid]) => [pid, role]));
    const tools = (await listProcesses()).flatMap(({ pid, parent }) => {
      const role = roles.get(parent) ?? '';
      const process = TOOL_WORKERS.includes(role) ? identifyProcess(pid) : null;
      return process === null ? [] : [{ role, process }];
    });
    if (tools.length > 0) return pick(random, tools);
    await delay(LOOK_EVERY_MS);
  }
  return null;
}

/** A server's trouble reaches all batches; that of a worker its own, and none where it upscales nothing. */
function reachOf(role: string): Reach {
  return SERVERS.includes(role) ? ALL_BATCHES : batchesOf(role);
}

function signal(hit: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isRunning(hit)) return false;
  try {
    return process.kill(hit.pid, name);
  } catch {
    return false;
  }
}
