import { request as httpRequest } from 'node:http';
import { join } from 'node:path';

import type { Stack } from '../../../src/contracts/stack.js';
import { pagePolicy } from '../../../src/contracts/page-policy.js';
import { createPageFiles } from '../../../src/local/page-files.js';
import { CLIENT, type Issuer } from './issuer.js';
import { isGoodToken } from './json-web-token.js';
import { startLoopbackServer } from './loopback-server.js';

/** The page, the API and S3 at three places, as on AWS: a local stack behind what asks for tokens. */
export interface Deployment {
  /** Where the page is. */
  readonly page: string;
  readonly api: string;
  /** Tokens that were given until now are refused from now on. */
  readonly refuseTokens: () => void;
  close(): Promise<void>;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET,POST,PUT,DELETE',
  'access-control-allow-headers': 'authorization,content-type',
};

export async function startDeployment(stack: Stack, issuer: Issuer): Promise<Deployment> {
  const seen = new Set<string>();
  const refused = new Set<string>();
  const isAllowed = (authorization = ''): boolean => {
    const token = authorization.replace(/^Bearer /, '');
    seen.add(token);
    const { publicKey, origin } = issuer;
    return !refused.has(token) && isGoodToken(token, { publicKey, issuer: origin, audience: CLIENT });
  };
  const api = await startLoopbackServer((call, answer) => {
    if (call.method === 'OPTIONS') {
      answer.writeHead(204, CORS).end();
    } else if (!isAllowed(call.headers.authorization)) {
      answer.writeHead(401, { ...CORS, 'content-type': 'application/json' }).end('{"message":"Unauthorized"}');
    } else {
      const headers = { 'content-type': call.headers['content-type'] ?? 'application/json' };
      const onward = httpRequest(`${stack.http}${call.url ?? ''}`, { method: call.method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, { ...response.headers, ...CORS });
        response.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      call.pipe(onward);
    }
  });
  const objects = stack.aws.endpoints.s3;
  const files = createPageFiles({
    directory: join(import.meta.dirname, '../../../dist/web'),
    objects,
    settings: () =>
      Promise.resolve({
        api: api.origin,
        signIn: { issuer: issuer.origin, clientId: CLIENT, scope: 'openid', token: 'access' },
        temporalUi: null,
        models: null,
      }),
  });
  const policy = pagePolicy({ objects: [objects], calls: [api.origin, issuer.origin] });
  const page = await startLoopbackServer((call, answer) => {
    void files(new URL(call.url ?? '/', 'http://localhost').pathname).then((file) => {
      if (file === null) answer.writeHead(404).end();
      else answer.writeHead(200, { ...file.headers, 'content-security-policy': policy }).end(file.body);
    });
  });
  return {
    page: page.origin,
    api: api.origin,
    refuseTokens: () => {
      for (const token of seen) refused.add(token);
    },
    async close() {
      await Promise.all([page.close(), api.close()]);
    },
  };
}
