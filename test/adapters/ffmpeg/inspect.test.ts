import { join } from 'node:path';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, packetTimes } from './clips.js';
import { media } from './run-job.js';

const directory = temporaryDirectory();
const at = (name: string): string => join(directory.path, name);

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];

it('reads packets, those with data beside them too, streams, and what the file says of itself', async () => {
  const path = at('both.mp4');
  // An AAC track's first packet says what to skip of it.
  const tags = ['-metadata', 'title=Both', '-metadata:s:a:0', 'language=deu'];
  makeClip(...PICTURE, ...SOUND, '-t', '1', '-c:v', 'libx264', '-c:a', 'aac', ...tags, path);
  const { picture, streams, sound, description } = await media.inspect(path, {});
  expect(picture?.ticks).toEqual(packetTimes(path, 'v:0'));
  expect(streams).toEqual([
    { type: 'video', codec: 'h264', language: null },
    { type: 'audio', codec: 'aac', language: 'deu' },
  ]);
  const times = packetTimes(path, 'a:0').map((ticks) => Math.round((ticks * 1e6) / 48_000));
  expect(times[0]).toBeLessThan(0);
  const [firstMicroseconds, lastMicroseconds] = [times[0], times.at(-1)];
  expect(sound).toMatchObject([{ span: { firstMicroseconds, lastMicroseconds } }]);
  expect(sound[0]?.md5).toMatch(/^[0-9a-f]{32}$/);
  expect(description).toMatchObject({ video: { codec: 'h264', width: 32, height: 24 } });
});

it('reads a file of sound alone', async () => {
  makeClip(...SOUND, '-t', '0.2', '-c:a', 'flac', at('sound.mka'));
  expect(await media.inspect(at('sound.mka'), {})).toMatchObject({
    picture: null,
    streams: [{ type: 'audio', codec: 'flac', language: null }],
    description: null,
  });
});

it('fails where there is nothing to read', async () => {
  await expect(media.inspect(at('nothing.mp4'), {})).rejects.toMatchObject({ type: 'MediaToolFailed' });
});
