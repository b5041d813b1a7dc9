import { join } from 'node:path';

import { Disturbances, type Service } from '../chaos/proxy/disturbances.js';
import type { Call } from '../chaos/proxy/exchange.js';
import { type FaultProxy, type Observer, startFaultProxy } from '../chaos/proxy/fault-proxy.js';
import type { ModelId } from '../contracts/models.js';
import type { Stack } from '../contracts/stack.js';
import { seededRandom } from '../domain/seeded-random.js';
import { startLocalStack } from '../local/start-local-stack.js';
import type { RequestCounts } from './load-report.js';
import { runWave } from './run-wave.js';

interface Request {
  readonly jobs: number;
  readonly model: ModelId;
  readonly scale: number;
  readonly clip: string;
  readonly directory: string;
  readonly say: (line: string) => void;
}

/** Jobs whose requests to S3, DynamoDB, SNS and SQS pass a proxy that counts them; it disturbs nothing. */
export async function countRequests({ jobs, directory, say, ...wave }: Request): Promise<RequestCounts> {
  const counts = new Map<string, number>();
  const counting =
    (service: Service): Observer =>
    (call, pass) => {
      const name = nameOf(service, call);
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
      return pass();
    };
  const random = seededRandom(0);
  const behind: { readonly proxy: FaultProxy; readonly endpoints: Stack['aws']['endpoints'] }[] = [];
  const local = await startLocalStack({
    dataDirectory: join(directory, 'requests'),
    write: say,
    interpose: async ({ endpoints }) => {
      const proxy = await startFaultProxy({
        upstreams: { s3: endpoints.s3, dynamodb: endpoints.dynamodb, messaging: endpoints.sqs },
        disturbances: new Disturbances(random),
        observers: { s3: counting('s3'), dynamodb: counting('dynamodb'), messaging: counting('messaging') },
        random,
      });
      behind.push({ proxy, endpoints });
      const { s3, dynamodb, messaging } = proxy.endpoints;
      return { s3, dynamodb, sns: messaging, sqs: messaging };
    },
  });
  try {
    // What starting the stack asked for is no job's.
    counts.clear();
    const perJob: Record<string, number> = {};
    const { stack } = local;
    await runWave({
      // Uploads and looking at what there is go past the proxy.
      stack: { ...stack, aws: { ...stack.aws, endpoints: behind[0]?.endpoints ?? stack.aws.endpoints } },
      tenants: [{ tenant: 'one', jobs }],
      say,
      ...wave,
      onEnded: () => {
        for (const [name, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) perJob[name] = count / jobs;
      },
    });
    return perJob;
  } finally {
    await local.stop();
    await Promise.all(behind.map(({ proxy }) => proxy.close()));
  }
}

/** null for SQS: its queue is asked all the time, whatever there is to do. */
function nameOf(service: Service, { method, url, headers, body }: Call): string | null {
  switch (service) {
    case 's3':
      return method === 'GET' && url.includes('list-type=') ? 'S3 LIST' : `S3 ${method}`;
    case 'dynamodb':
      return `DynamoDB ${String(headers['x-amz-target']).split('.')[1] ?? ''}`;
    case 'messaging':
      return body.includes('Action=Publish&') ? 'SNS Publish' : null;
  }
}
