import { loadIntakeConfig } from '../../src/config/intake-config.js';

describe('loadIntakeConfig', () => {
  it('is fp32 unless the deployment says otherwise', () => {
    expect(loadIntakeConfig({})).toEqual({ precision: 'fp32' });
    expect(loadIntakeConfig({ UPREEL_DEFAULT_PRECISION: 'fp16' })).toEqual({ precision: 'fp16' });
  });

  it('refuses what is no precision', () => {
    expect(() => loadIntakeConfig({ UPREEL_DEFAULT_PRECISION: 'fp8' })).toThrow('must be one of fp32, fp16, int8');
  });
});
