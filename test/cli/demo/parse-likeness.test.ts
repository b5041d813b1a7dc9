import { parseLikeness } from '../../../src/cli/demo/parse-likeness.js';

test('sums of both filters are read from the log', () => {
  const log =
    '[Parsed_ssim_11 @ 0x55] SSIM Y:0.855723 (8.408034) All:0.855723 (8.408034)\n' +
    '[Parsed_psnr_10 @ 0x55] PSNR y:30.891256 average:30.891256 min:30.608858 max:31.178992\n';
  expect(parseLikeness(log)).toEqual({ psnrDb: 30.891256, ssim: 0.855723 });
});

test('equal videos have an infinite PSNR', () => {
  expect(parseLikeness('PSNR y:inf average:inf\nSSIM Y:1.000000 (inf)').psnrDb).toBe(Infinity);
});

test('a log without them is an error', () => {
  expect(() => parseLikeness('Conversion failed!')).toThrow('did not say');
});
