import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { STATUS_INDEX, TENANT_INDEX } from '../../contracts/job-row.js';

/** The jobs table for CreateTable: on demand, with the indexes that list by status and by tenant. */
export function jobTableDefinition(table: string): CreateTableCommandInput {
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'JobId', AttributeType: 'S' },
      { AttributeName: 'Status', AttributeType: 'S' },
      { AttributeName: 'CreatedAt', AttributeType: 'S' },
      { AttributeName: 'Tenant', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'JobId', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [byCreation(STATUS_INDEX, 'Status'), byCreation(TENANT_INDEX, 'Tenant')],
  };
}

function byCreation(name: string, partition: string) {
  return {
    IndexName: name,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' as const },
      { AttributeName: 'CreatedAt', KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  };
}
