export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  /** With a key the connection is always encrypted. */
  readonly tls: boolean;
  readonly apiKey?: string;
}

/** Where Temporal is; without any variable the local development server. */
export function loadTemporalConfig(env: NodeJS.ProcessEnv = process.env): TemporalConfig {
  const apiKey = env.UPREEL_TEMPORAL_API_KEY ?? '';
  return {
    address: env.UPREEL_TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
    namespace: env.UPREEL_TEMPORAL_NAMESPACE ?? 'default',
    tls: apiKey !== '' || env.UPREEL_TEMPORAL_TLS === 'true',
    ...(apiKey !== '' && { apiKey }),
  };
}

/** Name or ARN of the secret that says all this instead; null where no variable names one. */
export function loadTemporalSecretId(env: NodeJS.ProcessEnv = process.env): string | null {
  const secretId = env.UPREEL_TEMPORAL_SECRET ?? '';
  return secretId === '' ? null : secretId;
}
