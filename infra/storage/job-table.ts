import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { STATUS_INDEX, TENANT_INDEX } from '../../src/contracts/job-row.js';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';

/** The jobs table, keyed and indexed as the adapter defines it for the local stack. */
export function createJobTable(scope: Construct, { keepData }: Pick<DeploymentParameters, 'keepData'>): Table {
  const table = new Table(scope, 'Jobs', {
    partitionKey: { name: 'JobId', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: keepData === 'yes',
    removalPolicy: keepData === 'yes' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const [indexName, partition] of [
    [STATUS_INDEX, 'Status'],
    [TENANT_INDEX, 'Tenant'],
  ] as const) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: partition, type: AttributeType.STRING },
      sortKey: { name: 'CreatedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }
  return table;
}
