import fc from 'fast-check';
import { fitMp4Fields, sortFileTags, sortStreamTags } from '../../src/domain/carried-tags.js';

describe('tags of a file', () => {
  it('are carried, but for what its container and coder say of their own work', () => {
    const tags = {
      title: 'Summer',
      MOOD: 'calm',
      encoder: 'Lavf59',
      major_brand: 'isom',
      _STATISTICS_TAGS: 'BPS',
      'BPS-eng': '1000',
      DURATION: '00:00:01',
      location: '+51-000/',
      'location-eng': '+51-000/',
      timecode: '01:00:00:00',
    };
    expect(sortFileTags(tags, 'mkv')).toEqual({
      carried: { title: 'Summer', MOOD: 'calm', location: '+51-000/', timecode: '01:00:00:00' },
      technical: ['encoder', 'major_brand', '_STATISTICS_TAGS', 'BPS-eng', 'DURATION'],
      unheld: [],
    });
    expect(sortFileTags(tags, 'mp4')).toMatchObject({ unheld: ['timecode'] });
  });

  it('of an MXF file’s making are not', () => {
    const tags = { product_version_num: '59.27', material_package_umid: '0x06', uid: '1', title: 'Summer' };
    expect(sortFileTags(tags, 'mkv').carried).toEqual({ title: 'Summer' });
  });

  it('that MP4 has no field of its own for are known', () => {
    expect(fitMp4Fields({ TITLE: 'Summer', artist: 'A', creation_time: '2020-01-02' })).toBe(true);
    expect(fitMp4Fields({ title: 'Summer', 'com.apple.quicktime.make': 'Apple' })).toBe(false);
  });
});

describe('tags of a stream', () => {
  const tags = { language: 'deu', title: 'Words', comment: 'old', handler_name: 'SoundHandler', creation_time: 'x' };

  it('are all carried by Matroska, and those that it has by MP4', () => {
    const technical = ['handler_name', 'creation_time'];
    expect(sortStreamTags(tags, 'mkv')).toEqual({
      carried: { language: 'deu', title: 'Words', comment: 'old' },
      technical,
      unheld: [],
    });
    expect(sortStreamTags(tags, 'mp4')).toEqual({
      carried: { language: 'deu', title: 'Words' },
      technical,
      unheld: ['comment'],
    });
  });

  it('are never lost without a word', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.constantFrom('mp4', 'mkv'), (any, container) => {
        const { carried, technical, unheld } = sortStreamTags(any, container);
        expect([...Object.keys(carried), ...technical, ...unheld].sort()).toEqual(Object.keys(any).sort());
      }),
    );
  });
});
