import { VIDEO_EXTENSIONS } from '../contracts/object-keys.js';

const MAX_BYTES = 255;

const TRAILING = /[\s.]+$/u;

export function hasVideoExtension(name: string): boolean {
  return VIDEO_EXTENSIONS.includes(extensionOf(name).toLowerCase());
}

/**
 * A name from outside as the last part of a key: no separators, no control characters, no `..`, at most 255 bytes of
 * UTF-8, its extension kept. What is left may be empty.
 */
export function safeFileName(given: string): string {
  const lastPart = given.split(/[/\\]/).at(-1) ?? '';
  const name = lastPart
    // Lone surrogates have no UTF-8; marks that reorder text can hide an extension.
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\.{2,}/g, '.')
    .replace(/^[\s.]+/u, '')
    .replace(TRAILING, '');
  const extension = extensionOf(name);
  const ending = extension === '' ? '' : `.${extension}`;
  const room = MAX_BYTES - byteLength(ending);
  if (room <= 0) return cut(name, MAX_BYTES).replace(TRAILING, '');
  return cut(name.slice(0, name.length - ending.length), room) + ending;
}

/** Without its dot; empty when there is none, also for names that begin with their only dot. */
function extensionOf(name: string): string {
  return /[^.]\.([^.]+)$/u.exec(name)?.[1] ?? '';
}

function cut(text: string, maxBytes: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
