import { loadTemporalConfig } from '../../src/config/temporal-config.js';

describe('loadTemporalConfig', () => {
  it('is the local development server by default', () => {
    expect(loadTemporalConfig({})).toEqual({ address: '127.0.0.1:7233', namespace: 'default', tls: false });
  });

  it('encrypts whenever there is a key', () => {
    const env = {
      UPREEL_TEMPORAL_ADDRESS: 'cloud:7233',
      UPREEL_TEMPORAL_NAMESPACE: 'video',
      UPREEL_TEMPORAL_API_KEY: 'k',
    };
    expect(loadTemporalConfig(env)).toEqual({ address: 'cloud:7233', namespace: 'video', tls: true, apiKey: 'k' });
    expect(loadTemporalConfig({ UPREEL_TEMPORAL_TLS: 'true' })).toMatchObject({ tls: true });
  });
});
