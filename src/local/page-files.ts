import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

import type { PageSettings } from '../contracts/page.js';
import {
  CACHE_HASHED,
  CACHE_NOTHING_UNASKED,
  HASHED_FILES,
  PAGE_HEADERS,
  pagePolicy,
} from '../contracts/page-policy.js';

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

/** The page and its settings, with the headers that keep everything else out. Read once: a build is whole or not there. */
export function createPageFiles({ directory, objects, settings }: PageRequest): PageFiles {
  const guards = { 'content-security-policy': pagePolicy({ objects: [objects], calls: [] }), ...PAGE_HEADERS };
  const files = new Map(
    namesIn(directory).map((name) => {
      const path = name === 'index.html' ? '/' : `/${name.split(sep).join('/')}`;
      const headers = {
        ...guards,
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'cache-control': path.startsWith(`/${HASHED_FILES}`) ? CACHE_HASHED : CACHE_NOTHING_UNASKED,
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

function namesIn(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
