import type { ObjectRef } from './object-store.js';

interface SignedUrl {
  readonly url: string;
  /** The asked time, or the shorter rest of what the signing credentials live. */
  readonly expiresInSeconds: number;
}

/** URLs that let whoever has them read or write one object. */
export interface UrlSigner {
  /** Every given header is part of the signature: the upload must send exactly these. */
  signPut(
    ref: ObjectRef,
    request: { readonly headers: Readonly<Record<string, string>>; readonly expiresInSeconds: number },
  ): Promise<SignedUrl>;
  /** Browsers save the answer under `fileName`. */
  signGet(
    ref: ObjectRef & { readonly versionId?: string },
    request: { readonly fileName: string; readonly expiresInSeconds: number },
  ): Promise<SignedUrl>;
}
