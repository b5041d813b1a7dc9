import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { jobTableDefinition } from '../../src/adapters/dynamodb/job-table-definition.js';
import { freePort } from '../../src/local/free-port.js';
import { answers, startProcess } from './start-process.js';

export interface TestDynamoDb {
  readonly client: DynamoDBClient;
  /** Makes an empty jobs table and returns its name. */
  createTable(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** DynamoDB in memory, in a process of its own. */
export async function startDynalite(): Promise<TestDynamoDb> {
  const port = await freePort();
  const cli = join(import.meta.dirname, '../../node_modules/dynalite/cli.js');
  const delays = ['--createTableMs', '0', '--updateTableMs', '0', '--deleteTableMs', '0'];
  const server = await startProcess({
    command: process.execPath,
    args: [cli, '--host', '127.0.0.1', '--port', String(port), ...delays],
    ready: () => answers(`http://127.0.0.1:${port}`, true),
  });
  return connectDynamoDb(port, server);
}

/** A client of a server on this machine, which it ends together with. */
export function connectDynamoDb(port: number, server: { stop(): Promise<void> }): TestDynamoDb {
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'testsecret' },
  });
  return {
    client,
    async createTable(name) {
      await client.send(new CreateTableCommand(jobTableDefinition(name)));
      await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.1, maxDelay: 0.1 }, { TableName: name });
      return name;
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}
