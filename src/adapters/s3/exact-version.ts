import type { ExactObjectRef, ObjectRef } from '../../ports/object-store.js';

export function unquoted(eTag: string | undefined): string {
  return (eTag ?? '').replace(/^"|"$/g, '');
}

export function quoted(eTag: string): string {
  return `"${eTag}"`;
}

/** What a read must say so that it gets this version or fails. */
export function exactly(ref: ObjectRef | ExactObjectRef): { VersionId?: string; IfMatch?: string } {
  if (!('eTag' in ref)) return {};
  return { IfMatch: quoted(ref.eTag), ...(ref.versionId !== null && { VersionId: ref.versionId }) };
}
