import { join } from 'node:path';
import { ticksOf } from '../../../src/domain/ticks-of.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { makeClip, packetTimes, probeJson } from './clips.js';
import { media, runJob } from './run-job.js';

const directory = temporaryDirectory();
const source = (name: string): string => join(directory.path, name);

describe('a job through the media tool', () => {
  it('keeps every frame at its tick through batches, with B-frames in the source, and the sound in its place', async () => {
    const path = source('ntsc.mp4');
    makeClip(
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=32x24:r=30000/1001',
        '-itsoffset',
        '0.3',
        '-f',
        'lavfi',
        '-i',
        'sine=440:r=48000:d=10',
      ],
      ...['-frames:v', '321', '-c:v', 'libx264', '-bf', '2', '-g', '50', '-c:a', 'aac', path],
    );
    const { plan, segments, output } = await runJob(path, directory.path);
    expect(segments.map(({ frameCount }) => frameCount)).toEqual([...Array<number>(10).fill(32), 1]);
    expect(packetTimes(output, 'v:0')).toEqual(packetTimes(path, 'v:0'));
    expect(ticksOf(plan.timing, 0, 321)).toEqual(packetTimes(path, 'v:0'));
    expect(packetTimes(output, 'a:0')).toEqual(packetTimes(path, 'a:0'));
    const table = await media.readPackets(output, {});
    expect(table).toEqual({ timeBase: { num: 1, den: 30_000 }, ticks: packetTimes(path, 'v:0') });
    const [before, after] = [path, output].map((file) =>
      probeJson(file, '-show_entries', 'stream=start_time,width,height'),
    );
    expect(after?.streams[0]).toEqual({ width: 128, height: 96, start_time: '0.000000' });
    expect(after?.streams[1]).toEqual(before?.streams[1]);
  });
});
