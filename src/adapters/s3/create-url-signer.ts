import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { UrlSigner } from '../../ports/url-signer.js';
import { unavailable } from '../aws/unavailable.js';
import { signedLifetime } from './signed-lifetime.js';

const METADATA_HEADER = 'x-amz-meta-';

export interface UrlSignerDeps {
  /** With `requestChecksumCalculation` WHEN_REQUIRED: the checksum of an absent body would be signed otherwise. */
  readonly client: S3Client;
  readonly now?: () => number;
}

/** SigV4 behind the UrlSigner port. `signPut` knows Content-Type and `x-amz-meta-*` headers. */
export function createUrlSigner({ client, now = Date.now }: UrlSignerDeps): UrlSigner {
  const lifetime = (askedSeconds: number): Promise<number> => signedLifetime(client, askedSeconds, now());

  return {
    async signPut({ bucket, key }, { headers, expiresInSeconds: asked }) {
      const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const metadata = Object.entries(lowerCase).filter(([name]) => name.startsWith(METADATA_HEADER));
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentType: lowerCase['content-type'],
        Metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(METADATA_HEADER.length), value])),
      });
      try {
        const expiresInSeconds = await lifetime(asked);
        const url = await getSignedUrl(client, command, {
          expiresIn: expiresInSeconds,
          signableHeaders: new Set(['host', ...Object.keys(lowerCase)]),
          // In the query, where the SDK puts metadata by itself, S3 servers lose it.
          unhoistableHeaders: new Set(metadata.map(([name]) => name)),
        });
        return { url, expiresInSeconds };
      } catch (error) {
        throw unavailable('S3', 'sign an upload', error);
      }
    },

    async signGet({ bucket, key, versionId }, { fileName, expiresInSeconds: asked }) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        ResponseContentDisposition: contentDisposition(fileName),
      });
      try {
        const expiresInSeconds = await lifetime(asked);
        return { url: await getSignedUrl(client, command, { expiresIn: expiresInSeconds }), expiresInSeconds };
      } catch (error) {
        throw unavailable('S3', 'sign a download', error);
      }
    },
  };
}

/** RFC 6266: an ASCII name for old readers, the exact one beside it. */
function contentDisposition(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(fileName).replace(/['()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
