import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readTemporalSecret } from '../adapters/secrets/read-temporal-secret.js';
import { loadTemporalConfig, loadTemporalSecretId, type TemporalConfig } from '../config/temporal-config.js';

/** Where Temporal is: what the deployment's secret says, without one the environment. @throws UpreelError */
export async function deployedTemporal(): Promise<TemporalConfig> {
  const secretId = loadTemporalSecretId();
  if (secretId === null) return loadTemporalConfig();
  const { address, namespace, apiKey } = await readTemporalSecret(new SecretsManagerClient(), secretId);
  return loadTemporalConfig({
    UPREEL_TEMPORAL_ADDRESS: address,
    UPREEL_TEMPORAL_NAMESPACE: namespace,
    UPREEL_TEMPORAL_API_KEY: apiKey,
  });
}
