import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { makeClip, probeStreams } from './support/clips.js';
import { startDev } from './support/dev-stack.js';
import { ownDirectory } from './support/own-directory.js';
import { startUpreel, upreel } from './support/upreel.js';

jest.setTimeout(240_000);

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a job survives a stack killed with -9, and an orderly end leaves nothing running', async () => {
  const directory = await ownDirectory();
  const first = await startDev(directory.path);
  const clip = await makeClip(directory.path, { name: 'long.mp4', frames: 96, size: '96x64' });
  const upload = startUpreel(['upscale', clip, '--type', 'anime', '--data', directory.path], directory.path);
  await upload.said('upscaling');
  const jobId = /"JobId":"([^"]+)"/.exec(await (await fetch(`${(await first.stack()).http}/jobs`)).text())?.[1];
  first.command.child.kill('SIGKILL');
  await first.command.finished;
  upload.child.kill('SIGKILL');
  await upload.finished;

  const second = await startDev(directory.path);
  const { pids } = await second.stack();
  const watched = await upreel(['jobs', 'watch', jobId ?? '', '--data', directory.path], directory.path);
  expect(watched.code).toBe(0);
  const output = join(directory.path, 'result.mp4');
  const download = await upreel(
    ['jobs', 'download', jobId ?? '', '-o', output, '--data', directory.path],
    directory.path,
  );
  expect(download.code).toBe(0);
  expect((await probeStreams(output))[0]).toMatchObject({ width: 384, height: 256, nb_read_frames: '96' });

  await second.stop();
  expect(Object.values(pids).filter(alive)).toEqual([]);
  await expect(access(join(directory.path, 'stack.json'))).rejects.toThrow();
  await directory.remove();
});
