/** Whom the page talks to beside the server that it came from; each an origin. */
export interface PagePeers {
  /** S3, where uploads go and results come from. */
  readonly objects: readonly string[];
  /** The API and the issuer of its tokens, where they are elsewhere. */
  readonly calls: readonly string[];
}

/**
 * The page's content security policy: scripts, styles and fonts of its own files alone, nothing inline.
 * `blob:` are files that the visitor chose: they are looked at before they are sent.
 */
export function pagePolicy({ objects, calls }: PagePeers): string {
  const directive = (name: string, ...sources: readonly string[]) => `${name} ${sources.join(' ')}`;
  return [
    directive('default-src', "'none'"),
    directive('script-src', "'self'"),
    directive('style-src', "'self'"),
    directive('font-src', "'self'"),
    directive('img-src', "'self'", ...objects),
    directive('media-src', 'blob:', ...objects),
    directive('connect-src', "'self'", ...objects, ...calls),
    directive('base-uri', "'none'"),
    directive('form-action', "'none'"),
    directive('frame-ancestors', "'none'"),
    directive('require-trusted-types-for', "'script'"),
  ].join('; ');
}

/** The other headers that keep everything else out. */
export const PAGE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;

/** Files with a hash of what is in them in their names, which never change. */
export const HASHED_FILES = 'assets/';
export const CACHE_HASHED = 'public, max-age=31536000, immutable';
export const CACHE_NOTHING_UNASKED = 'no-cache';
