import { checkPrecision } from '../../src/domain/check-precision.js';

describe('checkPrecision', () => {
  it('says the lowest figure of all batches', () => {
    expect(checkPrecision('int8', [41.2, 38.66, 40])).toEqual([
      { check: 'int8 against fp32', result: 'passed', figure: '38.7 dB at least, on sampled frames of 3 batches' },
    ]);
  });

  it('warns below 35 dB', () => {
    expect(checkPrecision('int8', [34.9])).toMatchObject([{ result: 'warning' }]);
  });

  it('says nothing where nothing was sampled', () => {
    expect(checkPrecision('fp32', [])).toEqual([]);
  });
});
