import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planBatch } from '../../../src/domain/plan-batch.js';
import type { Frame } from '../../../src/ports/upscaler.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, packetTimes, probeJson, streamsOf } from './clips.js';
import { media, runJob } from './run-job.js';

jest.setTimeout(60_000);

const FIRST = { firstFrame: 0, frameCount: 32 };

const directory = temporaryDirectory();
const at = (name: string): string => join(directory.path, name);

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=32x24:r=25'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];

describe('what came with the picture', () => {
  it('stays in Matroska: tracks with language, title and disposition, subtitles, fonts, chapters, tags', async () => {
    writeFileSync(
      at('tags.txt'),
      ';FFMETADATA1\ntitle=A \\= B\\; C\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=900\nEND=2000\ntitle=Two\n',
    );
    writeFileSync(at('lines.srt'), '1\n00:00:00,500 --> 00:00:01,500\nHello\n');
    makeClip(
      ...PICTURE,
      ...SOUND,
      '-i',
      at('lines.srt'),
      '-i',
      at('tags.txt'),
      ...['-map', '0', '-map', '1', '-map', '1', '-map', '2', '-map_metadata', '3', '-map_chapters', '3', '-t', '2'],
      ...[
        ...X264,
        '-c:a:0',
        'ac3',
        '-c:a:1',
        'flac',
        '-c:s',
        'ass',
        '-disposition:a:1',
        'default',
        '-disposition:a:0',
        '0',
      ],
      ...[
        '-metadata:s:a:0',
        'language=eng',
        '-metadata:s:a:0',
        'title=Main',
        '-metadata:s:a:1',
        'language=deu',
        '-metadata:s:s:0',
        'language=fra',
      ],
      ...[
        '-attach',
        at('tags.txt'),
        '-metadata:s:t',
        'mimetype=application/x-truetype-font',
        '-metadata:s:t',
        'filename=f.ttf',
      ],
      at('rich.mkv'),
    );
    const { plan, output } = await runJob(at('rich.mkv'), directory.path, {}, 32, 2);
    const facts = (path: string): unknown =>
      streamsOf(path)
        .slice(1)
        .map(({ codec_name: codec, disposition, tags }) => {
          const { language, title, filename } = tags as Record<string, string>;
          return { codec, language, title, filename, default: (disposition as Record<string, number>).default };
        });
    expect(plan.container).toBe('mkv');
    expect(facts(output)).toEqual(facts(at('rich.mkv')));
    for (const stream of ['a:0', 'a:1', 's:0']) {
      const hashes = (path: string): unknown =>
        probeJson(path, '-select_streams', stream, '-show_entries', 'packet=pts,data_hash', '-show_data_hash', 'md5')
          .packets;
      expect(hashes(output)).toEqual(hashes(at('rich.mkv')));
    }
    const container = (path: string): unknown => {
      const { chapters, format } = probeJson(path, '-show_chapters', '-show_format');
      return [
        chapters.map(({ start_time: start, end_time: end, tags }) => [start, end, tags]),
        (format.tags as Record<string, string>).title,
      ];
    };
    expect(container(output)).toEqual(container(at('rich.mkv')));
  });

  it('stays in MP4 with its cover; data tracks are dropped with a reason', async () => {
    makeClip('-f', 'lavfi', '-i', 'testsrc=s=32x32', '-frames:v', '1', at('cover.png'));
    makeClip(
      ...PICTURE,
      ...SOUND,
      '-i',
      at('cover.png'),
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-t',
      '1',
      ...X264,
      '-c:v:1',
      'mjpeg',
      '-disposition:v:1',
      'attached_pic',
      '-c:a',
      'aac',
      '-timecode',
      '01:00:00:00',
      at('rich.mp4'),
    );
    const { plan, output } = await runJob(at('rich.mp4'), directory.path, {}, 32, 2);
    expect(streamsOf(output).map(({ codec_name: codec }) => codec)).toEqual(['h264', 'aac', 'mjpeg']);
    expect(streamsOf(output)[2]?.disposition).toMatchObject({ attached_pic: 1 });
    expect(plan.streams.find(({ type }) => type === 'data')).toMatchObject({
      codec: 'tmcd',
      action: 'drop',
      reason: expect.stringContaining('data streams') as string,
    });
  });

  it.each(['mkv', 'webm'])('keeps Opus where it was: %s to Matroska', async (extension) => {
    const path = at(`opus.${extension}`);
    const codecs = extension === 'webm' ? ['-c:v', 'libvpx', '-deadline', 'realtime'] : X264;
    makeClip(...PICTURE, '-itsoffset', '0.2', ...SOUND, '-t', '1', ...codecs, '-c:a', 'libopus', path);
    const { output } = await runJob(path, directory.path, { container: 'mkv' }, 32, 2);
    const apart = (file: string): number => (packetTimes(file, 'a:0')[0] ?? 0) - (packetTimes(file, 'v:0')[0] ?? 0);
    expect(apart(output)).toBe(apart(path));
    expect(apart(path)).toBeGreaterThan(150);
  });

  it.each([
    ['mp4', ['-c:a', 'libvorbis'], 'mkv', ['h264', 'aac', 'mov_text']],
    ['mkv', ['-c:a', 'aac'], 'mp4', ['h264', 'aac', 'subrip']],
  ] as const)('is converted for the container that the job asks for, %s', async (container, sound, source, codecs) => {
    writeFileSync(at('lines.srt'), '1\n00:00:00,100 --> 00:00:00,500\nHello\n');
    const path = at(`source.${source}`);
    makeClip(
      ...PICTURE,
      ...SOUND,
      '-i',
      at('lines.srt'),
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-t',
      '1',
      ...X264,
      ...sound,
      '-c:s',
      source === 'mp4' ? 'mov_text' : 'srt',
      path,
    );
    const { plan, output } = await runJob(path, directory.path, { container }, 32, 2);
    expect(streamsOf(output).map(({ codec_name: codec }) => codec)).toEqual(codecs);
    expect(plan.streams.filter(({ action }) => action === 'transcode')).not.toHaveLength(0);
  });
});

describe('the picture', () => {
  it('keeps 10 bits and the HDR metadata, in HEVC', async () => {
    const hdr =
      'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400';
    makeClip(
      ...PICTURE,
      '-frames:v',
      '5',
      '-c:v',
      'libx265',
      '-pix_fmt',
      'yuv420p10le',
      '-x265-params',
      hdr,
      at('hdr.mp4'),
    );
    const { output } = await runJob(at('hdr.mp4'), directory.path, {}, 32, 2);
    expect(streamsOf(output)[0]).toMatchObject({
      codec_name: 'hevc',
      profile: 'Main 10',
      codec_tag_string: 'hvc1',
      color_transfer: 'smpte2084',
      color_primaries: 'bt2020',
      color_space: 'bt2020nc',
    });
    const [before, after] = [at('hdr.mp4'), output].map(
      (path) =>
        probeJson(
          path,
          '-show_frames',
          '-select_streams',
          'v:0',
          '-read_intervals',
          '%+#1',
          '-show_entries',
          'frame=side_data_list',
        ) as unknown as { frames: readonly { side_data_list: unknown }[] },
    );
    const metadata = (probed: typeof before): unknown =>
      (probed?.frames[0]?.side_data_list as Record<string, unknown>[]).filter(({ side_data_type: type }) =>
        /Mastering|Content light/.test(String(type)),
      );
    expect(metadata(after)).toEqual(metadata(before));
    expect(metadata(after)).toHaveLength(2);
  });

  it('is the same file from the same plan, and a still is the frame of its number', async () => {
    makeClip(
      '-f',
      'lavfi',
      '-i',
      'color=black:s=32x24:r=25,drawbox=x=0:y=0:w=32:h=24:color=white:t=fill:enable=eq(n\\,37)',
      '-frames:v',
      '50',
      ...X264,
      '-qp',
      '0',
      at('flash.mkv'),
    );
    const { plan, segments } = await runJob(at('flash.mkv'), directory.path, {}, 32, 2);
    const code = async (name: string): Promise<Buffer> => {
      const [first] = segments;
      const sink = media.encode({ plan: planBatch(plan, FIRST), ...FIRST, output: at(name) }, {});
      for await (const { data } of media.decode(first?.path ?? '', plan.picture, {})) {
        await sink.write({ width: 64, height: 48, data: new Uint8Array(Buffer.concat([data, data, data, data])) });
      }
      await sink.end();
      return execFileSync('cat', [at(name)]);
    };
    expect((await code('one.nut')).equals(await code('two.nut'))).toBe(true);
    const brightnessOf = ({ data }: Frame): number => data.reduce((sum, sample) => sum + sample, 0) / data.length;
    const brightness = async (frame: number): Promise<number[]> => {
      const { coded, extracted } = await media.stills(
        {
          picture: plan.picture,
          coded: { path: at('coded-32.nut'), frame: frame - 32 },
          extracted: { path: segments[1]?.path ?? '', frame: frame - 32 },
        },
        {},
      );
      if (extracted === null) throw new Error('the segment that it was made from was given');
      expect([coded.width, coded.height, extracted.width, extracted.height]).toEqual([64, 48, 32, 24]);
      return [coded, extracted].map(brightnessOf);
    };
    expect(Math.max(...(await brightness(36)))).toBeLessThan(40);
    expect(Math.min(...(await brightness(37)))).toBeGreaterThan(200);
    expect(Math.max(...(await brightness(38)))).toBeLessThan(40);
  });
});
