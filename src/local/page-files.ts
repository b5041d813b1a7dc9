import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

import type { PageSettings } from '../contracts/page.js';

interface PageFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** What a browser may get at a path; null where there is nothing. */
export type PageFiles = (pathname: string) => Promise<PageFile | null>;

export interface PageRequest {
  /** The built page: dist/web. */
  readonly directory: string;
  /** Address of S3, where uploads go and results come from. */
  readonly objects: string;
  readonly settings: () => Promise<PageSettings>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Names that carry a hash of what is in them. */
const HASHED = '/assets/';

/** The page and its settings, with the headers that keep everything else out. Read once: a build is whole or not there. */
export function createPageFiles({ directory, objects, settings }: PageRequest): PageFiles {
  const guards = guardHeaders(objects);
  const files = new Map(
    namesIn(directory).map((name) => {
      const path = name === 'index.html' ? '/' : `/${name.split(sep).join('/')}`;
      const headers = {
        ...guards,
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'cache-control': path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
      };
      return [path, { headers, body: readFileSync(join(directory, name)) }] as const;
    }),
  );
  return async (pathname) => {
    if (pathname !== '/settings.json') return files.get(pathname) ?? null;
    const headers = { ...guards, 'content-type': 'application/json', 'cache-control': 'no-store' };
    return { headers, body: JSON.stringify(await settings()) };
  };
}

/** `blob:` are files that the visitor chose: they are looked at before they are sent. */
function guardHeaders(objects: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' ${objects}`,
    `media-src blob: ${objects}`,
    `connect-src 'self' ${objects}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  };
}

function namesIn(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
