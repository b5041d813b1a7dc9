import { parseJobOptions, resolveJobOptions } from '../../src/contracts/job-options.js';

describe('the encoder', () => {
  const resolve = (raw: Record<string, string>) => resolveJobOptions(parseJobOptions(raw), 'real', 'fp32');

  it('is the software’s unless one is named, and names the codec where nothing else does', () => {
    expect(resolve({})).toMatchObject({ encoder: 'software', codec: 'h264' });
    expect(resolve({ encoder: 'hevc_nvenc' })).toMatchObject({ encoder: 'hevc_nvenc', codec: 'hevc' });
    expect(resolve({ encoder: 'software', codec: 'av1' })).toMatchObject({ encoder: 'software', codec: 'av1' });
  });

  it('that codes another codec than the one asked for is refused', () => {
    expect(() => parseJobOptions({ encoder: 'hevc_nvenc', codec: 'h264' })).toThrow('hevc_nvenc codes hevc, not h264.');
    expect(() => parseJobOptions({ encoder: 'x264' })).toThrow(
      'encoder must be one of software, h264_nvenc, hevc_nvenc, av1_nvenc, not "x264".',
    );
  });

  it('brings its codec’s range of crf', () => {
    expect(() => parseJobOptions({ encoder: 'hevc_nvenc', crf: '60' })).toThrow(/crf must be from 0 to 51/);
    expect(parseJobOptions({ encoder: 'av1_nvenc', crf: '60' })).toMatchObject({ crf: 60 });
  });
});
