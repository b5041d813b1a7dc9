import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { STATUS_INDEX } from '../../contracts/job-row.js';

/** The jobs table for CreateTable: on demand, with the index that lists by status. */
export function jobTableDefinition(table: string): CreateTableCommandInput {
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'JobId', AttributeType: 'S' },
      { AttributeName: 'Status', AttributeType: 'S' },
      { AttributeName: 'CreatedAt', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'JobId', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: STATUS_INDEX,
        KeySchema: [
          { AttributeName: 'Status', KeyType: 'HASH' },
          { AttributeName: 'CreatedAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
}
