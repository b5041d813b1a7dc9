import { parsePerceptualScore } from '../../../src/bench/quality/perceptual-score.js';

it.each([
  ['45.58620996\n', 45.58620996],
  ['-12.5', -12.5],
])('reads %j', (output, score) => {
  expect(parsePerceptualScore(output)).toBe(score);
});

it.each(['', 'nan\n', 'Error: no such file'])('takes %j for no score', (output) => {
  expect(() => parsePerceptualScore(output)).toThrow('gave no number');
});
