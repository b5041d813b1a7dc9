import { DescribeServicesCommand, type ECSClient } from '@aws-sdk/client-ecs';
import type { WorkerServices } from '../../ports/worker-services.js';
import { unavailable } from '../aws/unavailable.js';

/** ECS services of one cluster behind the WorkerServices port. */
export function createWorkerServices({
  client,
  cluster,
}: {
  readonly client: ECSClient;
  readonly cluster: string;
}): WorkerServices {
  return {
    async orderedOf(service) {
      try {
        const { services } = await client.send(new DescribeServicesCommand({ cluster, services: [service] }));
        const desired = services?.[0]?.desiredCount;
        if (desired === undefined) throw new Error('there is no such service');
        return desired;
      } catch (error) {
        throw unavailable('ECS', `describe the service ${service}`, error);
      }
    },
  };
}
