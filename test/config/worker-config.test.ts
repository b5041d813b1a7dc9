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

it('leaves the length of batches to the size of the pictures unless told otherwise', () => {
  expect(loadWorkerConfig({}).batchFrames).toBeNull();
  expect(loadWorkerConfig({ UPREEL_BATCH_FRAMES: '512' }).batchFrames).toBe(512);
  expect(() => loadWorkerConfig({ UPREEL_BATCH_FRAMES: '31' })).toThrow(
    'UPREEL_BATCH_FRAMES must be a whole number from 32 to 4096, not "31".',
  );
});
