import type { S3Client } from '@aws-sdk/client-s3';

/** How long a URL signed now holds: the asked time, or the shorter rest of what the credentials live. */
export async function signedLifetime(client: S3Client, askedSeconds: number, now: number): Promise<number> {
  const { expiration } = await client.config.credentials();
  if (expiration === undefined) return askedSeconds;
  return Math.max(1, Math.min(askedSeconds, Math.floor((expiration.getTime() - now) / 1000)));
}
