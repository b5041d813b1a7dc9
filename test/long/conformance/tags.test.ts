import { makeClip, streamsOf } from '../../adapters/ffmpeg/clips.js';
import { ffprobe } from './file-facts.js';
import { jobRig } from './job-rig.js';

jest.setTimeout(120_000);

const rig = jobRig();

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=48x32:r=25'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=440:r=48000'];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const tag = (stream: string, name: string, value: string): string[] => [`-metadata:s:${stream}`, `${name}=${value}`];
const FILE_TAGS = { title: 'Summer', artist: 'Somebody', date: '2001-02-03', comment: 'By the sea', mood: 'calm' };

type Tags = Readonly<Record<string, string>>;

/** With names in lower case: containers differ in it. */
function lower(tags: unknown): Tags {
  return Object.fromEntries(Object.entries((tags ?? {}) as Tags).map(([name, value]) => [name.toLowerCase(), value]));
}

function fileTags(path: string): Tags {
  return lower((JSON.parse(ffprobe('-show_format', '-of', 'json', path)) as { format: { tags: Tags } }).format.tags);
}

function makeTagged(extension: string): string {
  const path = rig.at(`tagged.${extension}`);
  makeClip(
    ...[...PICTURE, ...SOUND, '-t', '1', ...X264, '-c:a', 'aac'],
    ...Object.entries(FILE_TAGS).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
    ...['-metadata', 'creation_time=2020-01-02T03:04:05Z'],
    ...[...tag('v:0', 'comment', 'Seen'), ...tag('v:0', 'language', 'fin'), ...tag('a:0', 'performer', 'Heard')],
    ...[...tag('a:0', 'title', 'Main'), ...tag('a:0', 'BPS', '1'), ...tag('a:0', '_STATISTICS_TAGS', 'BPS'), path],
  );
  return path;
}

describe('tags', () => {
  it.each(['mp4', 'mkv'] as const)('of the file are all in the result: %s', async (container) => {
    const { path: result, report } = await rig.run(makeTagged('mkv'), { given: { container } });
    expect(fileTags(result)).toMatchObject({ ...FILE_TAGS, creation_time: '2020-01-02T03:04:05.000000Z' });
    expect(report.checks).toContainEqual(expect.objectContaining({ check: 'tags', result: 'passed' }));
  });

  it('of streams are all in Matroska, but for those that tell of the source’s own coding', async () => {
    const { path: result, report } = await rig.run(makeTagged('mkv'), { given: { container: 'mkv' } });
    const [picture, sound] = streamsOf(result).map(({ tags }) => lower(tags));
    expect(picture).toMatchObject({ comment: 'Seen', language: 'fin' });
    expect(sound).toMatchObject({ performer: 'Heard', title: 'Main' });
    for (const name of ['bps', '_statistics_tags', 'encoder']) expect(sound).not.toHaveProperty([name]);
    expect(report.decisions).toContainEqual(
      expect.objectContaining({
        about: 'tags',
        decision: expect.stringMatching(/^not carried: .*_STATISTICS_TAGS/) as string,
      }),
    );
  });

  it('of streams that MP4 has no field for are said to be dropped', async () => {
    const { path: result, report } = await rig.run(makeTagged('mkv'), { given: { container: 'mp4' } });
    const [picture, sound] = streamsOf(result).map(({ tags }) => lower(tags));
    expect(picture).toMatchObject({ language: 'fin' });
    expect(sound).toMatchObject({ handler_name: 'Main' });
    expect(report.decisions).toContainEqual(
      expect.objectContaining({
        about: 'tags',
        decision: expect.stringMatching(/^dropped: COMMENT of the picture, PERFORMER of audio stream 1$/i) as string,
      }),
    );
  });

  it('the name of an MP4 track is its title in Matroska', async () => {
    const path = rig.at('named.mp4');
    makeClip(...PICTURE, ...SOUND, '-t', '1', ...X264, '-c:a', 'aac', ...tag('a:0', 'handler_name', 'Her words'), path);
    const { path: result } = await rig.run(path, { given: { container: 'mkv' } });
    expect(lower(streamsOf(result)[1]?.tags)).toMatchObject({ title: 'Her words' });
    expect(lower(streamsOf(result)[1]?.tags)).not.toHaveProperty('handler_name');
  });
});

describe('sound of more than eight channels', () => {
  it('stays whole in Matroska', async () => {
    const path = rig.at('wide.mov');
    const samples = rig.write('samples.raw', new Uint8Array(new Float32Array(12 * 48_000).map(Math.sin).buffer));
    const sound = ['-f', 'f32le', '-ar', '48000', '-ac', '12', '-i', samples];
    makeClip(...PICTURE, ...sound, '-t', '1', ...X264, '-c:a', 'pcm_f32be', path);
    const { path: result, report } = await rig.run(path);
    expect(report.streams).toMatchObject([{ action: 'transcode', to: 'pcm_f32le' }]);
    expect(streamsOf(result)[1]).toMatchObject({ codec_name: 'pcm_f32le', channels: 12 });
  });
});
