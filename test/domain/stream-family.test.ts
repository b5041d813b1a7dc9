import type { StreamDecision } from '../../src/contracts/checkpoints.js';
import { quickTimeFormat, streamFamily } from '../../src/domain/stream-family.js';

const MP4 = 'mov,mp4,m4a,3gp,3g2,mj2';

const sound = (...codecs: readonly string[]): StreamDecision[] =>
  codecs.map((codec, index) => ({ index, type: 'audio', codec, action: 'copy' }));

describe('streamFamily', () => {
  it('is the family of the source', () => {
    expect(streamFamily(MP4, sound('aac'))).toBe('mp4');
    expect(streamFamily('matroska,webm', sound('aac'))).toBe('mkv');
  });

  it('is Matroska where nothing of the MP4 family can be written with such sound', () => {
    expect(streamFamily(MP4, sound('aac', 'adpcm_ms'))).toBe('mkv');
    expect(streamFamily(MP4, sound('vorbis', 'pcm_s16le'))).toBe('mkv');
  });
});

describe('quickTimeFormat', () => {
  it.each([
    ['mp4', []],
    ['mp4', ['aac', 'opus', 'flac']],
    ['mp4', ['vorbis']],
    ['mov', ['aac', 'pcm_s24be']],
    ['mov', ['amr_nb']],
    [null, ['pcm_s16le', 'opus']],
  ] as const)('is %s for sound in %j', (format, codecs) => {
    expect(quickTimeFormat(sound(...codecs))).toBe(format);
  });

  it('does not ask for what is dropped', () => {
    expect(quickTimeFormat([{ index: 0, type: 'audio', codec: 'unknown', action: 'drop' }])).toBe('mp4');
  });
});
