import { chmod } from 'node:fs/promises';
import { join } from 'node:path';

import { type Artifact, fetchArtifact } from '../../src/adapters/fetch/fetch-artifact.js';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { makeClip, probeStreams } from '../e2e/support/clips.js';
import { type OwnDirectory, ownDirectory } from '../e2e/support/own-directory.js';
import { startUpreel } from '../e2e/support/upreel.js';

jest.setTimeout(240_000);

/** Options change from one major version to the next: distributions of today have 5 to 9, and CI's is the oldest. */
const FFMPEG_9: Artifact = {
  fileName: 'ffmpeg-9.0.2',
  sizeBytes: 172_692_552,
  sha256: '0d709a0bed1a43f24cd2c420878c63afea4580671b6949ad19ed124572f3bc3d',
  sources: [
    {
      kind: 'pip',
      package: 'imageio-ffmpeg',
      version: '0.8.1',
      path: 'imageio_ffmpeg/binaries/ffmpeg-linux-x86_64-v9.0.2',
    },
  ],
};

let directory: OwnDirectory;
beforeAll(async () => {
  directory = await ownDirectory();
});
afterAll(() => directory.remove());

// The package for this system is another file elsewhere.
const onLinux = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip;

onLinux.each([
  { codec: 'h264', container: 'mp4' },
  { codec: 'hevc', container: 'mkv' },
])('a job in $codec goes through with ffmpeg 9', async ({ codec, container }) => {
  const ffmpeg = await fetchArtifact(FFMPEG_9, join(cacheDirectory(), 'tools'));
  await chmod(ffmpeg, 0o755);
  const clip = await makeClip(directory.path, { name: `${codec}.mp4`, frames: 40 });
  const result = join(directory.path, `${codec}-large.${container}`);
  const given = ['--type', 'anime', '--precision', 'int8', '--scale', '2', '--codec', codec];
  const env = { UPREEL_FFMPEG: ffmpeg };
  const { code, stderr } = await startUpreel(['upscale', clip, '-o', result, ...given], directory.path, env).finished;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const color = { color_space: 'smpte170m', color_primaries: 'smpte170m', color_transfer: 'smpte170m' };
  expect(await probeStreams(result)).toMatchObject([
    { codec_name: codec, width: 128, height: 96, nb_read_frames: '40', ...color },
    { codec_name: 'aac' },
  ]);
});
