import { codingDecisions, resultCoding } from '../../src/domain/result-coding.js';

const SDR = { transfer: 'bt709', outputWidth: 640, outputHeight: 480 };
const HDR = { ...SDR, transfer: 'smpte2084' };

describe('resultCoding', () => {
  it('is what the job asks for', () => {
    expect(resultCoding({ codec: 'av1', crf: 60 }, SDR)).toEqual({ codec: 'av1', crf: 60 });
    expect(resultCoding({ codec: 'hevc', crf: 20 }, HDR)).toEqual({ codec: 'hevc', crf: 20 });
  });

  it.each([
    ['h264', 18, 18],
    ['av1', 30, 30],
    ['av1', 63, 51],
  ] as const)('is HEVC for HDR, with a crf that it has: %s, %i', (codec, crf, result) => {
    expect(resultCoding({ codec, crf }, HDR)).toEqual({ codec: 'hevc', crf: result });
  });
});

describe('codingDecisions', () => {
  it('say what is otherwise than asked', () => {
    expect(codingDecisions({ codec: 'h264', crf: 18 }, SDR)).toEqual([]);
    expect(codingDecisions({ codec: 'h264', crf: 18 }, HDR)).toMatchObject([{ decision: 'hevc instead of h264' }]);
    expect(codingDecisions({ codec: 'av1', crf: 63 }, HDR)).toMatchObject([
      { about: 'codec', decision: 'hevc instead of av1, and its crf 51 instead of 63' },
    ]);
  });

  it('refuse AV1 where it takes no picture so small', () => {
    const small = { ...SDR, outputHeight: 62 };
    expect(() => codingDecisions({ codec: 'av1', crf: 30 }, small)).toThrow(/640×62 .* no side below 64/);
    expect(codingDecisions({ codec: 'av1', crf: 30 }, { ...small, transfer: 'arib-std-b67' })).toHaveLength(1);
  });
});
