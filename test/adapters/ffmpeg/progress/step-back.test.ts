import { stepBackIn } from '../../../../src/adapters/ffmpeg/progress/step-back.js';

describe('stepBackIn', () => {
  it('reads a muxer’s words for a clock that does not rise', () => {
    const said =
      '[matroska @ 0x1] [warning] Non-monotonous DTS in output stream 0:0; previous: 2059, current: 495; changing to 2059.';
    expect(stepBackIn(said)).toBe(1564);
    expect(stepBackIn(said.replace('Non-monotonous DTS in', 'Non-monotonic DTS in'))).toBe(1564);
    expect(stepBackIn(said.replace('current: 495', 'current: 2059'))).toBe(0);
  });

  it('finds nothing in other messages', () => {
    expect(stepBackIn('[mp3float @ 0x1] [warning] Header missing')).toBe(0);
  });
});
