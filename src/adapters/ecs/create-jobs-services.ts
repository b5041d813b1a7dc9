import {
  DeleteServiceCommand,
  DescribeServicesCommand,
  type ECSClient,
  paginateListServices,
} from '@aws-sdk/client-ecs';
import { BUILD_ID_TAG } from '../../contracts/fleet.js';
import type { JobsService, JobsServices } from '../../ports/jobs-services.js';
import { unavailable } from '../aws/unavailable.js';

/** DescribeServices takes no more at a time. */
const SERVICES_A_PAGE = 10;

/** The services of one ECS cluster that bear a build's tag. */
export function createJobsServices({
  client,
  cluster,
}: {
  readonly client: ECSClient;
  readonly cluster: string;
}): JobsServices {
  async function describe(services: string[]): Promise<JobsService[]> {
    const found = await client.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }));
    return (found.services ?? []).flatMap(({ serviceArn, status, tags }) => {
      const buildId = tags?.find(({ key }) => key === BUILD_ID_TAG)?.value;
      return status === 'ACTIVE' && serviceArn !== undefined && buildId !== undefined
        ? [{ id: serviceArn, buildId }]
        : [];
    });
  }

  return {
    async list() {
      try {
        const found: JobsService[] = [];
        const pages = paginateListServices({ client, pageSize: SERVICES_A_PAGE }, { cluster });
        for await (const { serviceArns = [] } of pages) {
          if (serviceArns.length > 0) found.push(...(await describe(serviceArns)));
        }
        return found;
      } catch (error) {
        throw unavailable('ECS', 'list the services of jobs workers', error);
      }
    },

    async remove(id) {
      try {
        await client.send(new DeleteServiceCommand({ cluster, service: id, force: true }));
      } catch (error) {
        throw unavailable('ECS', `remove the service ${id}`, error);
      }
    },
  };
}
