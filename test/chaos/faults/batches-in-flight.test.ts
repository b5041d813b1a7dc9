import { ALL_BATCHES, BatchesInFlight, batchesOf } from '../../../src/chaos/faults/batches-in-flight.js';

const attempt = (firstFrame: number, worker: string, result: string | null = null) =>
  ({ type: 'attempt', jobId: 'job', firstFrame, attempt: '1-000001', worker, result }) as const;

const framesOf = (seen: readonly { readonly firstFrame: number }[]) => seen.map(({ firstFrame }) => firstFrame);

test('a fault reaches what runs when it begins, and what begins until it ends', () => {
  const batches = new BatchesInFlight();
  batches.accept(attempt(0, 'a'));
  batches.accept(attempt(32, 'a'));
  batches.accept(attempt(32, 'a', 'done'));
  const watch = batches.watch(ALL_BATCHES);
  batches.accept(attempt(64, 'b'));
  batches.accept(attempt(64, 'b', 'failed'));
  expect(framesOf(watch.end())).toEqual([0, 64]);
});

test('a fault of one worker does not reach the others', () => {
  const batches = new BatchesInFlight();
  batches.accept(attempt(0, 'a'));
  batches.accept(attempt(32, 'b'));
  expect(framesOf(batches.watch(batchesOf('b')).end())).toEqual([32]);
});

test('what a worker took along with it is not in flight any more', () => {
  const batches = new BatchesInFlight();
  batches.accept(attempt(0, 'a'));
  batches.forget('a');
  expect(batches.watch(ALL_BATCHES).end()).toEqual([]);
});
