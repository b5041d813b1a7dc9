import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readTemporalSecret } from '../../../src/adapters/secrets/read-temporal-secret.js';

let server: Server;
let client: SecretsManagerClient;
let secrets: Record<string, string>;

/** Answers GetSecretValue in the service's protocol (JSON 1.1). */
beforeEach(async () => {
  secrets = {};
  server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { SecretId } = JSON.parse(body) as { SecretId: string };
      const value = secrets[SecretId];
      response.writeHead(value === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          value === undefined
            ? { __type: 'ResourceNotFoundException', message: "Secrets Manager can't find the specified secret." }
            : { Name: SecretId, SecretString: value },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it('says where Temporal is and how to get in', async () => {
  secrets['upreel/temporal'] = JSON.stringify({ address: 'a.example:7233', namespace: 'videos', apiKey: 'k' });
  await expect(readTemporalSecret(client, 'upreel/temporal')).resolves.toEqual({
    address: 'a.example:7233',
    namespace: 'videos',
    apiKey: 'k',
  });
});

it.each([
  ['no JSON', 'address=a'],
  ['JSON that is no object', 'null'],
  ['no address', '{"namespace":"n","apiKey":""}'],
  ['an empty namespace', '{"address":"a:7233","namespace":"","apiKey":""}'],
  ['a key that is no text', '{"address":"a:7233","namespace":"n","apiKey":7}'],
])('with %s it says what a right one has', async (_, value) => {
  secrets['upreel/temporal'] = value;
  await expect(readTemporalSecret(client, 'upreel/temporal')).rejects.toMatchObject({
    type: 'InvalidInput',
    message: expect.stringMatching(
      /upreel\/temporal must be JSON with the texts "address".*"namespace".*"apiKey"/,
    ) as string,
  });
});

it('one that is missing is named', async () => {
  await expect(readTemporalSecret(client, 'other')).rejects.toMatchObject({
    type: 'Unavailable',
    message: expect.stringMatching(
      /could not read the secret other \(ResourceNotFoundException: .*can't find/,
    ) as string,
  });
});
