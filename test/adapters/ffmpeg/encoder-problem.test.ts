import { encoderProblem } from '../../../src/adapters/ffmpeg/encoder-problem.js';
import { loadToolPaths } from '../../../src/config/tool-paths.js';

const { ffmpeg } = loadToolPaths();

test('an encoder that codes here has no problem', async () => {
  expect(await encoderProblem(ffmpeg, 'libx264')).toBeNull();
});

test('an encoder that this ffmpeg was not built with is named', async () => {
  expect(await encoderProblem(ffmpeg, 'h264_of_nobody')).toMatch(/h264_of_nobody/);
});

test('an encoder that is listed but whose device is not there has a problem', async () => {
  // A memory-to-memory device of small boards: in every Linux build, on no machine that runs tests.
  expect(await encoderProblem(ffmpeg, 'h264_v4l2m2m')).not.toBeNull();
});
