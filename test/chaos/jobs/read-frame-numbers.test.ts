import { join } from 'node:path';

import { makeChaosClips } from '../../../src/chaos/jobs/chaos-clips.js';
import { readFrameNumbers } from '../../../src/chaos/jobs/read-frame-numbers.js';
import { runCommand } from '../../../src/adapters/fetch/run-command.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { toolPath } from '../../support/tools.js';

const directory = temporaryDirectory();

jest.setTimeout(60_000);

test('the numbers in the pictures are read again, also from a damaged order', async () => {
  const ffmpeg = toolPath('ffmpeg');
  const clips = await makeChaosClips(ffmpeg, directory.path);
  for (const { path, frames } of clips.filter(({ expected }) => expected === 'completed')) {
    expect(await readFrameNumbers(ffmpeg, path)).toEqual(Array.from({ length: frames }, (_, frame) => frame));
  }

  const backwards = join(directory.path, 'backwards.mp4');
  const first = clips[0]?.path ?? '';
  await runCommand(ffmpeg, ['-v', 'error', '-i', first, '-vf', 'select=lt(n\\,5),reverse', '-an', backwards]);
  expect(await readFrameNumbers(ffmpeg, backwards)).toEqual([4, 3, 2, 1, 0]);
});
