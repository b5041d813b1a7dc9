import { loadWorkerConfig } from '../../src/config/worker-config.js';

it.each(['127.0.0.1:9464', '0.0.0.0:1', '[::1]:9464'])('takes %s as the address of the metrics', (given) => {
  expect(loadWorkerConfig({ UPREEL_METRICS_ADDRESS: given }).metricsAddress).toBe(given);
});

it('keeps no metrics unless told where', () => {
  expect(loadWorkerConfig({ UPREEL_METRICS_ADDRESS: '' })).not.toHaveProperty('metricsAddress');
});

it.each(['9464', 'localhost:9464', '127.0.0.1', '127.0.0.1:port'])('refuses %s by name', (given) => {
  expect(() => loadWorkerConfig({ UPREEL_METRICS_ADDRESS: given })).toThrow(
    `UPREEL_METRICS_ADDRESS must be an IP address and a port, such as 127.0.0.1:9464, not "${given}".`,
  );
});
