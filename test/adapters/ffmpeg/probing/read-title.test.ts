import { readTitle } from '../../../../src/adapters/ffmpeg/probing/read-title.js';

const titleOf = (tags: Readonly<Record<string, string>>) => readTitle({ index: 1, tags });

describe('readTitle', () => {
  it('is the title, or the name that somebody gave the handler', () => {
    expect(titleOf({ title: 'Words', handler_name: 'Other' })).toBe('Words');
    expect(titleOf({ handler_name: 'Director’s words' })).toBe('Director’s words');
  });

  it.each([
    'SoundHandler',
    'Core Media Audio',
    'GPAC ISO Audio Handler',
    'Mainconcept MP4 Sound Media Handler',
    'Stereo',
    '',
  ])('is none where muxers name handlers themselves: %s', (name) => {
    expect(titleOf({ handler_name: name })).toBeNull();
  });
});
