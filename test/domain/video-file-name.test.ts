import fc from 'fast-check';
import { hasVideoExtension, safeFileName } from '../../src/domain/video-file-name.js';

describe('safeFileName', () => {
  it.each([
    ['my-video.mp4', 'my-video.mp4'],
    ['Über größe 映画.MOV', 'Über größe 映画.MOV'],
    ['../../etc/passwd.mp4', 'passwd.mp4'],
    ['C:\\Users\\me\\clip.mkv', 'clip.mkv'],
    ['a..b...mp4', 'a.b.mp4'],
    ['..mp4', 'mp4'],
    ['a\u0000b\nc.mp4', 'abc.mp4'],
    ['gpj\u202e4pm.exe', 'gpj4pm.exe'],
    ['  x.mp4. ', 'x.mp4'],
    ['folder/', ''],
    ['..', ''],
  ])('makes %j into %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });

  it('shortens a name to 255 bytes and keeps its extension', () => {
    const name = safeFileName(`${'ü'.repeat(300)}.mp4`);
    expect(name).toBe(`${'ü'.repeat(125)}.mp4`);
    expect(Buffer.byteLength(safeFileName(`a.${'x'.repeat(400)}`))).toBe(255);
  });

  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('.', '/', '\\', ' ', '\0', 'ü', '\ud800', 'a'), maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 400 }).map((stem) => `${stem}.mp4`),
  );

  it('never gives a separator, a control character, "..", a lone surrogate or more than 255 bytes', () => {
    fc.assert(
      fc.property(names, (given) => {
        const safe = safeFileName(given);
        expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cs}]|\.\.|^\.|\.$/u);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('leaves a safe name as it is', () => {
    fc.assert(
      fc.property(names, (given) => {
        expect(safeFileName(safeFileName(given))).toBe(safeFileName(given));
      }),
    );
  });
});

describe('hasVideoExtension', () => {
  it.each(['a.mp4', 'A.MOV', 'a.b.M2TS', 'ü.y4m'])('takes %s', (name) => {
    expect(hasVideoExtension(name)).toBe(true);
  });
  it.each(['a.png', 'mp4', '.mp4', 'a.mp4.txt', 'a.', ''])('refuses %j', (name) => {
    expect(hasVideoExtension(name)).toBe(false);
  });
});
