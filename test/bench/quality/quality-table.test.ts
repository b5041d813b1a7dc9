import { formatQuality, replaceQuality } from '../../../src/bench/quality/quality-table.js';

const circumstances = { machine: 'two cores', date: '2026-11-23' };

it('gives a clip and scale a table, with a dash for what was not measured', () => {
  const figures = { psnrDb: 31.789, ssim: 0.88887, ssimulacra2: 45.59 };
  const clip = { clip: 'bikes', scale: 4 };
  expect(
    formatQuality(
      [
        { ...clip, method: 'original' },
        { ...clip, method: 'bicubic', figures },
        { ...clip, method: 'span-x4', figures, cpuSeconds: 0.066 },
        { ...clip, method: 'span-x4, int8', refusal: 'loses too much' },
        { ...clip, scale: 2, method: 'bicubic', figures },
      ],
      circumstances,
    ),
  ).toBe(`Measured with \`npm run quality\` on two cores, 2026-11-23.

bikes, shrunk to 1/4 and enlarged ×4:

| method        | PSNR, dB |   SSIM | SSIMULACRA 2 | CPU seconds a frame |
| ------------- | -------: | -----: | -----------: | ------------------: |
| bicubic       |    31.79 | 0.8889 |         45.6 |                   – |
| span-x4       |    31.79 | 0.8889 |         45.6 |                0.07 |
| span-x4, int8 |        – |      – |            – |             refused |

bikes, shrunk to 1/2 and enlarged ×2:

| method  | PSNR, dB |   SSIM | SSIMULACRA 2 | CPU seconds a frame |
| ------- | -------: | -----: | -----------: | ------------------: |
| bicubic |    31.79 | 0.8889 |         45.6 |                   – |`);
});

it('replaces what stands between its marks and nothing else', () => {
  const document = 'before\n<!-- quality: begin, written by npm run quality -->\nold\n<!-- quality: end -->\nafter';
  expect(replaceQuality(document, 'new')).toBe(
    'before\n<!-- quality: begin, written by npm run quality -->\n\nnew\n\n<!-- quality: end -->\nafter',
  );
  expect(() => replaceQuality('no marks', 'new')).toThrow('lacks');
});
