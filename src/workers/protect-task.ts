import type { Logger } from 'pino';
import { createScaleInProtection } from '../adapters/ecs/create-scale-in-protection.js';
import { protectWhileBusy } from '../activities/protect-while-busy.js';
import type { WorkerConfig } from '../config/worker-config.js';

/** In an ECS task, the activities with what keeps the task while they run; elsewhere as they are. */
export function protectTask<T extends { readonly [Name in keyof T]: (input: never) => Promise<unknown> }>(
  activities: T,
  { ecsAgentUri }: Pick<WorkerConfig, 'ecsAgentUri'>,
  log: Logger,
): T {
  if (ecsAgentUri === undefined) return activities;
  return protectWhileBusy(activities, {
    protection: createScaleInProtection({ agentUri: ecsAgentUri }),
    onError: (error) => {
      log.error({ err: error }, 'this task is not protected from scale-in');
    },
  });
}
