import { readFileSync, writeFileSync } from 'node:fs';
import { makeClip, packetTimes, probeJson, streamsOf } from '../../adapters/ffmpeg/clips.js';
import { endOf, ffprobe, packetsDigest, startOf } from './file-facts.js';
import { jobRig } from './job-rig.js';

jest.setTimeout(120_000);

const rig = jobRig();

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=48x32:r=25'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const tag = (stream: string, name: string, value: string): string[] => [`-metadata:s:${stream}`, `${name}=${value}`];

interface Described {
  readonly codec: unknown;
  readonly language: string | undefined;
  readonly title: string | undefined;
  readonly set: readonly string[];
}

/** Every stream but the first, by what a player shows of it. */
function companionsOf(path: string): Described[] {
  return streamsOf(path)
    .slice(1)
    .map(({ codec_name: codec, tags = {}, disposition = {} }) => {
      const { language, title } = tags as Record<string, string>;
      const set = Object.entries(disposition as Record<string, number>).flatMap(([name, on]) =>
        on === 1 ? [name] : [],
      );
      return { codec, language, title, set };
    });
}

function chaptersOf(path: string): unknown {
  return probeJson(path, '-show_chapters').chapters.map(({ start_time: start, end_time: end, tags }) => ({
    start,
    end,
    tags,
  }));
}

const SUBTITLES = `[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Odd Font,20
[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:00:00.20,0:00:01.10,Default,{\\\\i1}Hello
Dialogue: 0,0:00:01.30,0:00:01.90,Default,Again
`;
const CHAPTERS =
  ';FFMETADATA1\ntitle=A \\= B\\; C\nartist=Somebody\n' +
  '[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=900\nEND=2000\ntitle=Two\n';

function makeRichMatroska(): string {
  const path = rig.at('rich.mkv');
  writeFileSync(rig.at('lines.ass'), SUBTITLES);
  writeFileSync(rig.at('tags.txt'), CHAPTERS);
  writeFileSync(rig.at('odd.ttf'), 'a font');
  makeClip(
    ...[...PICTURE, ...SOUND, '-f', 'lavfi', '-i', 'sine=660:r=44100', '-f', 'lavfi', '-i', 'anoisesrc=r=48000:a=0.1'],
    ...['-i', rig.at('lines.ass'), '-i', rig.at('tags.txt')],
    ...[
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-map',
      '3',
      '-map',
      '4',
      '-map_metadata',
      '5',
      '-map_chapters',
      '5',
      '-t',
      '2',
    ],
    ...[...X264, '-c:a:0', 'ac3', '-c:a:1', 'flac', '-c:a:2', 'libopus', '-ac:a:2', '2', '-c:s', 'ass'],
    ...[...tag('a:0', 'language', 'eng'), ...tag('a:0', 'title', 'Main'), ...tag('a:1', 'language', 'deu')],
    ...[...tag('a:2', 'language', 'jpn'), ...tag('a:2', 'title', 'Director’s words'), ...tag('s:0', 'language', 'fra')],
    ...[
      '-disposition:a:0',
      '0',
      '-disposition:a:1',
      'default',
      '-disposition:a:2',
      'comment',
      '-disposition:s:0',
      'forced',
    ],
    ...['-attach', rig.at('odd.ttf'), ...tag('t:0', 'mimetype', 'application/x-truetype-font'), path],
  );
  return path;
}

describe('a rich Matroska file', () => {
  it('keeps three tracks of different codecs, subtitles, font, chapters and tags', async () => {
    const path = makeRichMatroska();
    const { path: result, report } = await rig.run(path);
    expect(result).toMatch(/\.mkv$/);
    expect(companionsOf(result)).toEqual(companionsOf(path));
    expect(companionsOf(result).map(({ codec }) => codec)).toEqual(['ac3', 'flac', 'opus', 'ass', 'ttf']);
    expect(packetTimes(result, 's:0')).toEqual(packetTimes(path, 's:0'));
    expect(packetsDigest(result, 's:0')).toBe(packetsDigest(path, 's:0'));
    for (const stream of ['a:0', 'a:1', 'a:2']) {
      expect([stream, packetsDigest(result, stream)]).toEqual([stream, packetsDigest(path, stream)]);
      expect([stream, startOf(result, stream)]).toEqual([stream, expect.closeTo(startOf(path, stream), 2)]);
      expect([stream, endOf(result, stream)]).toEqual([stream, expect.closeTo(endOf(path, stream), 2)]);
    }
    expect(chaptersOf(result)).toEqual(chaptersOf(path));
    const tags = ffprobe('-show_entries', 'format_tags=title,artist', '-of', 'default=nw=1', result);
    expect(tags).toContain('TAG:title=A = B; C');
    // The names of Matroska's tags are upper case.
    expect(tags).toMatch(/^TAG:artist=Somebody$/im);
    makeClip('-dump_attachment:t:0', rig.at('dumped.ttf'), '-i', result, '-t', '0.04', '-f', 'null', '-');
    expect(readFileSync(rig.at('dumped.ttf'), 'utf8')).toBe('a font');
    expect(report.streams.every(({ action }) => action === 'copy')).toBe(true);
  });

  it('says what MP4 cannot hold when MP4 is asked for', async () => {
    const { path: result, report } = await rig.run(makeRichMatroska(), { given: { container: 'mp4' } });
    expect(result).toMatch(/\.mp4$/);
    expect(companionsOf(result).map(({ codec, language }) => [codec, language])).toEqual([
      ['ac3', 'eng'],
      ['flac', 'deu'],
      ['opus', 'jpn'],
      ['mov_text', 'fra'],
      // The track in which MP4 keeps its chapters.
      ['bin_data', 'eng'],
    ]);
    expect(report.streams).toEqual([
      expect.objectContaining({ codec: 'ac3', action: 'copy' }),
      expect.objectContaining({ codec: 'flac', action: 'copy' }),
      expect.objectContaining({ codec: 'opus', action: 'copy' }),
      expect.objectContaining({
        codec: 'ass',
        action: 'transcode',
        to: 'mov_text',
        reason: expect.any(String) as string,
      }),
      expect.objectContaining({ type: 'attachment', action: 'drop', reason: expect.any(String) as string }),
    ]);
    expect(chaptersOf(result)).toMatchObject([{ tags: { title: 'One' } }, { tags: { title: 'Two' } }]);
  });
});

describe('an MP4 file', () => {
  it('keeps its cover picture, and drops a time code track with a reason', async () => {
    const path = rig.at('cover.mp4');
    makeClip('-f', 'lavfi', '-i', 'testsrc=s=32x32', '-frames:v', '1', rig.at('cover.png'));
    makeClip(
      ...[...PICTURE, ...SOUND, '-i', rig.at('cover.png'), '-map', '2', '-map', '0', '-map', '1', '-t', '1', ...X264],
      ...['-c:v:0', 'mjpeg', '-disposition:v:0', 'attached_pic', '-c:a', 'aac', '-timecode', '01:00:00:00', path],
    );
    const { path: result, report } = await rig.run(path);
    const streams = streamsOf(result);
    expect(streams[0]).toMatchObject({ codec_name: 'h264', width: 192, height: 128, nb_frames: '25' });
    expect(
      streams
        .slice(1)
        .map(({ codec_name: codec }) => codec)
        .sort(),
    ).toEqual(['aac', 'mjpeg']);
    expect(streams.find(({ codec_name: codec }) => codec === 'mjpeg')?.disposition).toMatchObject({ attached_pic: 1 });
    expect(report.streams.find(({ type }) => type === 'data')).toMatchObject({
      action: 'drop',
      reason: expect.any(String) as string,
    });
  });

  it('keeps language, title and disposition of tracks in MP4', async () => {
    const path = rig.at('tracks.mp4');
    makeClip(
      ...[
        ...PICTURE,
        ...SOUND,
        '-f',
        'lavfi',
        '-i',
        'sine=660:r=44100',
        '-map',
        '0',
        '-map',
        '1',
        '-map',
        '2',
        '-t',
        '1',
      ],
      ...[
        ...X264,
        '-c:a:0',
        'aac',
        '-c:a:1',
        'ac3',
        ...tag('a:0', 'language', 'swe'),
        ...tag('a:1', 'language', 'fin'),
      ],
      ...['-disposition:a:0', '0', '-disposition:a:1', 'default', '-metadata', 'title=Summer', path],
    );
    const { path: result } = await rig.run(path);
    expect(companionsOf(result)).toEqual(companionsOf(path));
    expect(ffprobe('-show_entries', 'format_tags=title', '-of', 'default=nw=1:nk=1', result).trim()).toBe('Summer');
  });

  it('goes into Matroska when that is asked for, with its text subtitles', async () => {
    writeFileSync(rig.at('lines.srt'), '1\n00:00:00,100 --> 00:00:00,500\nHello\n');
    const path = rig.at('text.mp4');
    makeClip(
      ...[...PICTURE, ...SOUND, '-i', rig.at('lines.srt'), '-map', '0', '-map', '1', '-map', '2', '-t', '1'],
      ...[...X264, '-c:a', 'aac', '-c:s', 'mov_text', ...tag('s:0', 'language', 'nld'), path],
    );
    const { path: result, report } = await rig.run(path, { given: { container: 'mkv' } });
    expect(companionsOf(result).map(({ codec, language }) => [codec, language])).toEqual([
      ['aac', undefined],
      ['subrip', 'nld'],
    ]);
    expect(report.streams).toContainEqual(
      expect.objectContaining({ codec: 'mov_text', action: 'transcode', to: 'subrip' }),
    );
  });
});

describe('sound that no result can hold as it is', () => {
  it.each([
    ['mov', 'pcm_s16be'],
    ['avi', 'adpcm_ms'],
    ['flv', 'nellymoser'],
    ['mp4', 'vorbis'],
  ])('is said to be converted: %s with %s', async (extension, codec) => {
    const path = rig.at(`sound.${extension}`);
    makeClip(
      ...PICTURE,
      '-f',
      'lavfi',
      '-i',
      'sine=440:r=44100',
      '-t',
      '1',
      '-c:v',
      extension === 'flv' ? 'flv1' : 'mpeg4',
      '-c:a',
      codec === 'vorbis' ? 'libvorbis' : codec,
      path,
    );
    const { path: result, report } = await rig.run(path);
    const [decision] = report.streams;
    const found = streamsOf(result)[1]?.codec_name;
    expect(found).toBe(decision?.to ?? codec);
    if (decision?.action === 'copy') expect(packetsDigest(result, 'a:0')).toBe(packetsDigest(path, 'a:0'));
    else expect(decision?.reason).toEqual(expect.any(String));
    expect(endOf(result, 'a:0') - startOf(result, 'a:0')).toBeCloseTo(endOf(path, 'a:0') - startOf(path, 'a:0'), 0);
  });

  it.each([
    ['3gp', 'mkv', 'flac'],
    ['3gp', 'mp4', 'aac'],
    ['mkv', 'mkv', 'flac'],
  ] as const)(
    'is transcoded and said to be: speech from a telephone in %s, into %s',
    async (extension, container, to) => {
      // A second of AMR in 12.2 kbit/s: frames of 20 ms behind a header.
      const frames = Array.from({ length: 50 }, (_, frame) =>
        Buffer.from([0x3c, ...Array.from({ length: 31 }, (__, index) => (frame * 37 + index * 11) % 256)]),
      );
      const speech = rig.write('speech.amr', Buffer.concat([Buffer.from('#!AMR\n'), ...frames]));
      const path = rig.at(`speech.${extension}`);
      makeClip(...PICTURE, '-i', speech, '-t', '1', ...X264, '-c:a', 'copy', path);
      const { path: result, report } = await rig.run(path, { given: { container } });
      expect(report.streams).toEqual([
        expect.objectContaining({ codec: 'amr_nb', action: 'transcode', to, reason: expect.any(String) as string }),
      ]);
      expect(streamsOf(result)[1]).toMatchObject({ codec_name: to, sample_rate: '8000', channels: 1 });
      expect(startOf(result, 'a:0') - startOf(result, 'v:0')).toBeCloseTo(0, 1);
      expect(endOf(result, 'a:0')).toBeCloseTo(1, 0);
    },
  );
});
