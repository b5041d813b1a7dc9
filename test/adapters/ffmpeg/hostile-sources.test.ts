import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { createMediaTool } from '../../../src/adapters/ffmpeg/create-media-tool.js';
import { resolveJobOptions } from '../../../src/contracts/job-options.js';
import { planPicture } from '../../../src/domain/plan-picture.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, TOOLS } from './clips.js';
import { media, runJob } from './run-job.js';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const at = (name: string): string => join(directory.path, name);

describe('a file that costs more than it may', () => {
  it('is refused while it is decoded', async () => {
    const noise = 'nullsrc=s=1280x720:r=25,geq=random(1)*255:128:128';
    const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
    makeClip('-f', 'lavfi', '-i', noise, '-frames:v', '2', ...x264, at('noise.mp4'));
    makeClip('-stream_loop', '150', '-i', at('noise.mp4'), '-c', 'copy', at('heavy.mp4'));
    const facts = await media.probe(at('heavy.mp4'));
    const { picture } = planPicture(facts, resolveJobOptions({}, 'real', 'fp32'), 4);
    const bounded = createMediaTool({ ...TOOLS, limits: { maxDecodeCpuSeconds: 1 } });
    const request = { path: at('heavy.mp4'), facts, picture, batchFrames: 32, directory: directory.path };
    await expect(bounded.extract({ ...request, onSegment: () => undefined }, {})).rejects.toMatchObject({
      type: 'SourceTooLarge',
      message: expect.stringMatching(/more than 1 seconds of processor time/) as string,
    });
  });

  it.each([
    ['keeps it busy', 'while :; do :; done', /more than 1 seconds of processor time/],
    [
      'fills the memory',
      'test "$(ulimit -d)" = 60000 && echo "Cannot allocate memory" >&2; exit 1',
      /more than the memory that is given/,
    ],
  ])('is refused while it is looked at: %s', async (_, script, sentence) => {
    // Stands for an ffprobe that a file does this to.
    writeFileSync(at('any.mp4'), 'a file');
    writeFileSync(at('ffprobe'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const limits = { maxProbeCpuSeconds: 1, maxMemoryBytes: 61_440_000 };
    const bounded = createMediaTool({ ...TOOLS, ffprobe: at('ffprobe'), limits });
    await expect(bounded.probe(at('any.mp4'))).rejects.toMatchObject({
      type: 'SourceTooLarge',
      message: expect.stringMatching(sentence) as string,
    });
  });
});

describe('a file that is no video', () => {
  const texts: readonly (readonly [string, string, RegExp])[] = [
    [
      'an HLS playlist',
      '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hosts\n#EXT-X-ENDLIST\n',
      /a playlist \(hls\)/,
    ],
    ['a concat script', 'ffconcat version 1.0\nfile /etc/hosts\n', /a playlist \(concat\)/],
    [
      'a session description',
      'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n',
      /playlist \(sdp\)/,
    ],
    ['text', 'Dear reader,\nthis is no video.\n', /is text/],
    ['nothing', '', /is empty/],
  ];

  it.each(texts)('is refused by what it is: %s', async (_, content, sentence) => {
    writeFileSync(at('file.mp4'), content);
    await expect(media.probe(at('file.mp4'))).rejects.toMatchObject({
      type: 'UnsupportedMedia',
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('is refused when it is a picture, sound, or sound with a cover', async () => {
    makeClip('-f', 'lavfi', '-i', 'testsrc=s=32x32', '-frames:v', '1', at('picture.png'));
    makeClip('-f', 'lavfi', '-i', 'sine=d=0.2', '-c:a', 'aac', at('sound.mp4'));
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'sine=d=0.2',
      '-i',
      at('picture.png'),
      '-c:v',
      'mjpeg',
      '-disposition:v',
      'attached_pic',
      at('cover.mp4'),
    );
    await expect(media.probe(at('picture.png'))).rejects.toThrow(/is a picture \(png\)/);
    await expect(media.probe(at('sound.mp4'))).rejects.toThrow(/sound and no video/);
    await expect(media.probe(at('cover.mp4'))).rejects.toThrow(/a cover picture and no video/);
  });

  it('reaches no server that it names', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    writeFileSync(
      at('list.mp4'),
      `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:${port ?? 0}/a.ts\n#EXT-X-ENDLIST\n`,
    );
    await expect(media.probe(at('list.mp4'))).rejects.toMatchObject({ type: 'UnsupportedMedia' });
    server.close();
    await once(server, 'close');
    expect(connections).toBe(0);
  });
});

describe('a file that claims too much', () => {
  it.each([
    ['pixels', 'W65535 H65535 F25:1', /65535x65535/],
    ['a long side', 'W16000 H16 F25:1', /16000×16/],
    ['frames a second', 'W64 H48 F1000000:1', /1000000 frames a second/],
  ])('is refused with SourceTooLarge: %s', async (_, header, sentence) => {
    writeFileSync(
      at('claim.y4m'),
      Buffer.concat([Buffer.from(`YUV4MPEG2 ${header} Ip A1:1 C420jpeg\nFRAME\n`), Buffer.alloc(400_000)]),
    );
    await expect(media.probe(at('claim.y4m'))).rejects.toMatchObject({
      type: 'SourceTooLarge',
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('is refused with SourceTooLarge: streams', async () => {
    const maps = Array.from({ length: 120 }, () => ['-map', '0:a']).flat();
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'sine=d=0.1',
      '-f',
      'lavfi',
      '-i',
      'color=s=16x16:d=0.1',
      '-map',
      '1:v',
      ...maps,
      '-c:a',
      'pcm_s16le',
      at('many.mkv'),
    );
    await expect(media.probe(at('many.mkv'))).rejects.toMatchObject({
      type: 'SourceTooLarge',
      message: expect.stringContaining('streams') as string,
    });
  });
});

describe('a video that breaks off', () => {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['mp4', ['-c:v', 'libx264', '-movflags', '+faststart']],
    ['mkv', ['-c:v', 'libx264']],
    ['webm', ['-c:v', 'libvpx', '-deadline', 'realtime']],
    ['avi', ['-c:v', 'mpeg4']],
    ['ts', ['-c:v', 'libx264']],
    ['mpg', ['-c:v', 'mpeg2video']],
    ['flv', ['-c:v', 'flv1']],
    ['ogv', ['-c:v', 'libtheora']],
    ['wmv', ['-c:v', 'wmv2']],
    ['gif', []],
    ['y4m', []],
  ];

  it.each(kinds)('is refused with the frame at which it does, and is taken whole: %s', async (extension, codec) => {
    const path = at(`whole.${extension}`);
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-frames:v', '60', '-g', '12', ...codec, path);
    const bytes = readFileSync(path);
    writeFileSync(at('cut'), bytes.subarray(0, Math.floor(bytes.length * 0.6) | 1));
    const failure: unknown = await runJob(at('cut'), directory.path).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      type: 'UnsupportedMedia',
      message: expect.stringMatching(/breaks off at frame \d+/) as string,
    });
    const frame = Number(/frame (\d+)/.exec(String(failure))?.[1]);
    expect(frame).toBeGreaterThan(10);
    expect(frame).toBeLessThan(60);
    const facts = await media.probe(path);
    expect(facts.video).toMatchObject({ width: 64, height: 48 });
  });

  it('is refused before anything is decoded when its index is missing', async () => {
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-frames:v', '60', '-c:v', 'libx264', at('whole.mp4'));
    const bytes = readFileSync(at('whole.mp4'));
    writeFileSync(at('cut.mp4'), bytes.subarray(0, bytes.length * 0.6));
    await expect(media.probe(at('cut.mp4'))).rejects.toThrow(/breaks off: its index/);
  });

  it('is refused when its picture changes size', async () => {
    for (const size of ['64x48', '96x48'])
      makeClip('-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25`, '-frames:v', '40', '-c:v', 'libx264', at(`${size}.ts`));
    writeFileSync(at('both.ts'), Buffer.concat([readFileSync(at('64x48.ts')), readFileSync(at('96x48.ts'))]));
    await expect(runJob(at('both.ts'), directory.path)).rejects.toMatchObject({
      type: 'UnsupportedMedia',
      message: expect.stringContaining('changes its size') as string,
    });
  });
});
