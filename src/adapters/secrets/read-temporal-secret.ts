import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { FailureType, UpreelError } from '../../contracts/failures.js';
import { unavailable } from '../aws/unavailable.js';

/** How a deployment's secret says where Temporal is and how to get in. */
export interface TemporalSecret {
  readonly address: string;
  readonly namespace: string;
  /** Empty: the server wants none. */
  readonly apiKey: string;
}

/**
 * A secret whose value is JSON with `address` (host:port), `namespace` and `apiKey` (or "").
 * @throws UpreelError `Unavailable` when it can't be read, `InvalidInput` when it has another form
 */
export async function readTemporalSecret(client: SecretsManagerClient, secretId: string): Promise<TemporalSecret> {
  const { SecretString } = await client
    .send(new GetSecretValueCommand({ SecretId: secretId }))
    .catch((error: unknown) => {
      throw unavailable('Secrets Manager', `read the secret ${secretId}`, error);
    });
  const { address, namespace, apiKey } = fieldsOf(SecretString ?? '');
  if (isText(address) && address !== '' && isText(namespace) && namespace !== '' && isText(apiKey)) {
    return { address, namespace, apiKey };
  }
  throw new UpreelError(
    FailureType.InvalidInput,
    `The secret ${secretId} must be JSON with the texts "address" (host:port), "namespace" and "apiKey" ("" for none).`,
  );
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
