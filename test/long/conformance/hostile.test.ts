import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { makeClip } from '../../adapters/ffmpeg/clips.js';
import { jobRig } from './job-rig.js';
import { atom, hostileMovie, mdia } from './movie-atoms.js';

jest.setTimeout(120_000);

const rig = jobRig();

/** Refusals take well below a second; the promise is five seconds, and CI machines are slow. */
const PROMISED_MS = 5_000;
const ALLOWED_MS = 3 * PROMISED_MS;

let server: Server;
let requests: string[] = [];
let origin = '';

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    requests.push(url);
    response.end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  requests = [];
});

/** A video that nobody may open: its access time shows whether anybody did, and that it would. */
function makeCanary(): { readonly path: string; readonly expectUnread: () => void } {
  const path = rig.at('canary.mp4');
  makeClip('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-frames:v', '5', '-c:v', 'libx264', path);
  const long = new Date('2001-01-01T00:00:00Z');
  utimesSync(path, long, statSync(path).mtime);
  return {
    path,
    expectUnread: () => {
      expect(statSync(path).atime).toEqual(long);
      readFileSync(path);
      expect(statSync(path).atime).not.toEqual(long);
    },
  };
}

/** Refused in the activity that comes first, in time, with a sentence, and nothing else touched. */
async function expectRefusal(path: string, type: RegExp, sentence: RegExp): Promise<void> {
  const job = await rig.start(path);
  const began = performance.now();
  const failure: unknown = await job.probe().catch((error: unknown) => error);
  const tookMs = performance.now() - began;
  process.stdout.write(`    ${tookMs.toFixed(0)} ms: ${failure instanceof Error ? failure.message : 'accepted'}\n`);
  expect(failure).toMatchObject({
    type: expect.stringMatching(type) as string,
    message: expect.stringMatching(sentence) as string,
    nonRetryable: true,
  });
  expect(tookMs).toBeLessThan(ALLOWED_MS);
  expect(requests).toEqual([]);
}

describe('files that point elsewhere', () => {
  const dressed: readonly (readonly [string, string, (target: string) => string])[] = [
    ['a concat script', 'list.mp4', (target) => `ffconcat version 1.0\nfile '${target}'\n`],
    [
      'an HLS playlist',
      'list.mp4',
      (target) => `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${target}\n#EXT-X-ENDLIST\n`,
    ],
    [
      'an HLS playlist with a key',
      'list.mov',
      (target) =>
        `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${target}"\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${target}\n#EXT-X-ENDLIST\n`,
    ],
    [
      'a DASH manifest',
      'list.mp4',
      (target) =>
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT5S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    ],
    [
      'an SDP',
      'list.mkv',
      () =>
        'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
    ],
    ['a filter graph', 'list.avi', (target) => `movie=${target}\n`],
    [
      'an SVG',
      'list.webm',
      (target) =>
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${target}"/></svg>`,
    ],
    ['an AviSynth script', 'list.avi', (target) => `FFVideoSource("${target}")\n`],
  ];

  it.each(dressed)('%s dressed as %s', async (_, name, content) => {
    const canary = makeCanary();
    for (const target of [canary.path, `file://${canary.path}`, `${origin}/canary.mp4`, `concat:${canary.path}`]) {
      await expectRefusal(
        rig.write(name, content(target)),
        /UnsupportedMedia/,
        /playlist|text|picture|no video|format/,
      );
    }
    canary.expectUnread();
  });

  it.each(['alis', 'url '])('a movie whose samples lie in another file: %s', async (kind) => {
    const canary = makeCanary();
    for (const target of [canary.path, `${origin}/canary.mp4`]) {
      const path = rig.write('reference.mov', hostileMovie({ reference: { kind, target } }));
      const failure: unknown = await rig.run(path).catch((error: unknown) => error);
      expect(failure).toMatchObject({ type: expect.stringMatching(/UnsupportedMedia|SourceTooLarge/) as string });
      expect(requests).toEqual([]);
    }
    canary.expectUnread();
  });
});

describe('files that claim too much', () => {
  it('a movie of 65,535 × 65,535', async () => {
    await expectRefusal(
      rig.write('bomb.mp4', hostileMovie({ width: 65_535, height: 65_535 })),
      /SourceTooLarge/,
      /65535x65535/,
    );
  });

  it.each(['png', 'mjpeg', 'gif'])('one picture of 65,535 × 65,535: %s', async (kind) => {
    const bytes = {
      png: Buffer.concat([
        Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
        Buffer.from('0000ffff0000ffff0802000000', 'hex'),
        Buffer.alloc(200),
      ]),
      mjpeg: Buffer.concat([Buffer.from('ffd8ffc0001108ffffffff03011100021101031101', 'hex'), Buffer.alloc(200)]),
      gif: Buffer.concat([
        Buffer.from('GIF89a'),
        Buffer.from('fffffffff70000', 'hex'),
        Buffer.alloc(800),
        Buffer.from('2c00000000ffffffff000802', 'hex'),
        Buffer.alloc(64),
      ]),
    }[kind];
    await expectRefusal(rig.write('bomb.mp4', bytes ?? ''), /SourceTooLarge|UnsupportedMedia/, /./);
  });

  it('a movie of ten years', async () => {
    await expectRefusal(
      rig.write('years.mp4', hostileMovie({ seconds: 10 * 365 * 86_400 })),
      /SourceTooLarge/,
      /seconds/,
    );
  });

  it('a million frames a second', async () => {
    const path = rig.at('fast.mkv');
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=64x48:r=1000000',
      '-frames:v',
      '50',
      '-c:v',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      rig.at('fast.nut'),
    );
    makeClip(
      '-i',
      rig.at('fast.nut'),
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-video_track_timescale',
      '1000000',
      rig.at('fast.mp4'),
    );
    expect(existsSync(path)).toBe(false);
    await expectRefusal(rig.at('fast.mp4'), /SourceTooLarge/, /frames a second/);
  });

  it('a thousand streams', async () => {
    const tracks = Array.from({ length: 1_000 }, (_, index) =>
      atom('trak', mdia({ id: index + 1, width: 64, height: 48, seconds: 1 })),
    );
    await expectRefusal(rig.write('many.mp4', hostileMovie({ tracks })), /SourceTooLarge/, /streams/);
  });

  it('a Matroska file of a thousand tracks', async () => {
    const maps = Array.from({ length: 300 }, () => ['-map', '1:a']).flat();
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'color=s=64x48:d=0.1',
      '-f',
      'lavfi',
      '-i',
      'sine=d=0.1',
      '-map',
      '0',
      ...maps,
      '-c:a',
      'pcm_u8',
      rig.at('many.mkv'),
    );
    await expectRefusal(rig.at('many.mkv'), /SourceTooLarge/, /streams/);
  });
});

describe('mutated real files', () => {
  const KINDS: readonly (readonly [string, readonly string[]])[] = [
    ['mp4', ['-c:v', 'libx264', '-c:a', 'aac']],
    ['mkv', ['-c:v', 'libx264', '-c:a', 'flac']],
    ['webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus']],
    ['avi', ['-c:v', 'mpeg4', '-c:a', 'libmp3lame']],
    ['ts', ['-c:v', 'mpeg2video', '-c:a', 'mp2']],
    ['mxf', ['-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', '-ar', '48000']],
    ['wmv', ['-c:v', 'wmv2', '-c:a', 'wmav2']],
    ['flv', ['-c:v', 'flv1', '-an']],
    ['ogv', ['-c:v', 'libtheora', '-c:a', 'libvorbis']],
    ['gif', ['-an']],
  ];
  const MUTANTS = 6;

  it.each(KINDS)('are taken or refused in time, and never anything else: %s', async (extension, codecs) => {
    const path = rig.at(`whole.${extension}`);
    makeClip('-f', 'lavfi', '-i', 'testsrc2=s=64x48:r=25', '-f', 'lavfi', '-i', 'sine', '-t', '1', ...codecs, path);
    const whole = readFileSync(path);
    const random = seeded(20_261_123);
    for (let mutant = 0; mutant < MUTANTS; mutant += 1) {
      const bytes = Buffer.from(whole);
      // The header is where parsers decide: half of the changes fall there.
      for (let change = 0; change < 12; change += 1) {
        const range = change % 2 === 0 ? Math.min(2_048, bytes.length) : bytes.length;
        bytes[random(range)] = random(256);
      }
      const began = performance.now();
      const answer: unknown = await rig.media.probe(rig.write('mutant', bytes)).catch((error: unknown) => error);
      expect(performance.now() - began).toBeLessThan(ALLOWED_MS);
      if (answer instanceof Error) {
        expect(answer).toMatchObject({ type: expect.stringMatching(/^(UnsupportedMedia|SourceTooLarge)$/) as string });
      } else {
        const { video } = answer as { readonly video: { readonly width: number; readonly height: number } };
        expect(video.width * video.height).toBeGreaterThan(0);
      }
    }
  });
});

/** Whole numbers below a bound, the same ones every time. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
