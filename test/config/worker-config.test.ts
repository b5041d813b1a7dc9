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

it('begins batches beside extraction, with word of them every two seconds, unless told otherwise', () => {
  expect(loadWorkerConfig({}).overlapMs).toBe(2_000);
  expect(loadWorkerConfig({ UPREEL_OVERLAP_SECONDS: '10' }).overlapMs).toBe(10_000);
  expect(loadWorkerConfig({ UPREEL_OVERLAP_SECONDS: '0' }).overlapMs).toBeNull();
});
