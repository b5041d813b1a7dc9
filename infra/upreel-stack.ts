import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './policies/acknowledge-findings.js';
import { Alarms } from './alarms/alarms.js';
import { FrontDoor } from './front-door/front-door.js';
import { createFunctions } from './functions/create-functions.js';
import { createMaintenance } from './functions/create-maintenance.js';
import { UploadQueue } from './intake/upload-queue.js';
import { Page } from './page/page.js';
import type { DeploymentParameters } from './parameters/deployment-parameters.js';
import { logRetention } from './resources.js';
import { Buckets } from './storage/buckets.js';
import { createJobTable } from './storage/job-table.js';
import { Topics } from './storage/topics.js';
import { Workers } from './workers/workers.js';

/** Temporal takes so many starts at a time without being asked too much. */
const STARTS_AT_A_TIME = 10;

interface Props extends StackProps {
  readonly parameters: DeploymentParameters;
}

/** One deployment of Upreel in one region; Temporal is elsewhere, and the secret says where. */
export class UpreelStack extends Stack {
  constructor(scope: Construct, id: string, { parameters, ...props }: Props) {
    super(scope, id, props);
    const buckets = new Buckets(this, 'Buckets', parameters);
    const table = createJobTable(this, parameters);
    const topics = new Topics(this, 'Topics');
    const temporal = Secret.fromSecretNameV2(this, 'Temporal', parameters.temporalSecret);
    const resources = { buckets, table, topics, temporal, parameters };

    const uploads = new UploadQueue(this, 'Uploads', buckets);
    const functions = createFunctions(this, resources);
    functions.startJob.addEventSource(
      new SqsEventSource(uploads.queue, {
        reportBatchItemFailures: true,
        maxConcurrency: STARTS_AT_A_TIME,
        maxBatchingWindow: Duration.seconds(1),
      }),
    );
    const frontDoor = new FrontDoor(this, 'FrontDoor', {
      ...parameters,
      functions: {
        '/uploads': functions.presignUpload,
        '/jobs': functions.jobsApi,
        '/estimate': functions.jobsApi,
        '/openapi.json': functions.jobsApi,
      },
      logRetention: logRetention(parameters),
    });
    // Without tokens nobody could sign in from a page.
    if (parameters.auth === 'jwt' && parameters.page === 'yes') {
      new Page(this, 'Page', { ...resources, api: frontDoor.address });
    }
    const workers = new Workers(this, 'Workers', resources);
    const maintenance = createMaintenance(this, resources, workers);
    new Alarms(this, 'Alarms', { parameters, deadLetters: uploads.deadLetters, maintenance });
    acknowledgeWildcards(this);
  }
}
