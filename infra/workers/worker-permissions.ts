import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { STATUS_INDEX } from '../../src/contracts/job-row.js';
import { FINAL_PREFIX, JOBS_PREFIX, SOURCE_PREFIX, UPLOADS_PREFIX } from '../../src/contracts/object-keys.js';
import { listBucket, onTable, queryIndex, readObjects, writeObjects } from '../policies/permissions.js';
import type { Resources } from '../resources.js';
import type { WorkerKind } from './worker-images.js';

/** What the activities of each task queue do to AWS, and nothing else. */
export function workerPermissions(
  { buckets, table, topics }: Resources,
  cluster: ICluster,
): Readonly<Record<WorkerKind, readonly PolicyStatement[]>> {
  const uploads = readObjects({ bucket: buckets.source, prefixes: [UPLOADS_PREFIX, SOURCE_PREFIX] });
  const intermediates = { bucket: buckets.processed, prefixes: [JOBS_PREFIX] };
  const readAndWriteIntermediates = [readObjects(intermediates), writeObjects(intermediates)];
  const results = { bucket: buckets.final, prefixes: [FINAL_PREFIX] };
  const topicArns = Object.values(topics.byStage).map(({ topicArn }) => topicArn);
  return {
    jobs: [
      ...readAndWriteIntermediates,
      readObjects(results),
      writeObjects(results),
      uploads,
      listBucket(buckets.source, buckets.processed, buckets.final),
      onTable(table, ['dynamodb:GetItem', 'dynamodb:UpdateItem']),
      queryIndex(table, STATUS_INDEX),
      new PolicyStatement({ actions: ['sns:Publish'], resources: topicArns }),
    ],
    media: [
      ...readAndWriteIntermediates,
      uploads,
      listBucket(buckets.source, buckets.processed),
      onTable(table, ['dynamodb:GetItem', 'dynamodb:UpdateItem']),
      protectOwnTask(cluster),
    ],
    gpu: [...readAndWriteIntermediates, listBucket(buckets.processed), protectOwnTask(cluster)],
  };
}

/** A worker tells ECS that it is busy. It does not know its task's number before it runs. */
function protectOwnTask(cluster: ICluster): PolicyStatement {
  return new PolicyStatement({
    actions: ['ecs:UpdateTaskProtection'],
    resources: [
      Stack.of(cluster).formatArn({
        service: 'ecs',
        resource: 'task',
        resourceName: `${cluster.clusterName}/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    ],
  });
}
