import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';

import { jobTableDefinition } from '../adapters/dynamodb/job-table-definition.js';

const POLL_MS = 20;

/** Idempotent; resolves when the table can be used. */
export async function prepareTable(dynamodb: DynamoDBClient, table: string): Promise<void> {
  try {
    await dynamodb.send(new CreateTableCommand(jobTableDefinition(table)));
  } catch (error) {
    if ((error as Error).name !== 'ResourceInUseException') throw error;
  }
  for (;;) {
    const { Table: found } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
    if (found?.TableStatus === 'ACTIVE') return;
    await delay(POLL_MS);
  }
}
