import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readTemporalSecret } from '../../../src/adapters/secrets/read-temporal-secret.js';
import { type HttpStub, startHttpStub } from '../../support/http-stub.js';

let stub: HttpStub;
let client: SecretsManagerClient;
let secrets: Record<string, string>;

beforeEach(async () => {
  secrets = {};
  stub = await startHttpStub(({ body: { SecretId } }) => {
    const value = secrets[String(SecretId)];
    return value === undefined
      ? { status: 400, body: { __type: 'ResourceNotFoundException', message: "can't find the specified secret." } }
      : { body: { Name: SecretId, SecretString: value } };
  });
  client = new SecretsManagerClient({
    endpoint: stub.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterEach(async () => {
  client.destroy();
  await stub.close();
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
