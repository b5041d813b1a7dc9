import { versionProblem } from '../../../src/local/tools/media-tools.js';

test.each([
  ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026', undefined],
  ['ffmpeg version 4.4 Copyright', undefined],
  ['ffmpeg version n7.0.2 Copyright', undefined],
  ['ffmpeg version 10.0 Copyright', undefined],
  ['ffmpeg version N-109468-gd39b34123d Copyright', undefined],
  ['ffmpeg version 4.3.9-0 Copyright', 'is version 4.3; 4.4 or newer is needed'],
  ['ffmpeg version 3.4 Copyright', 'is version 3.4; 4.4 or newer is needed'],
  ['avconv 11', 'is not ffmpeg'],
])('%s', (banner, problem) => {
  expect(versionProblem(banner)).toBe(problem);
});
