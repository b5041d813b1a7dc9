import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

import { batchTimes } from '../../src/bench/batch-times.js';

const HISTORY = join(import.meta.dirname, '../replay/histories/completed.json');

test('a recorded history tells of each batch how long it waited, and when it ended', () => {
  const times = batchTimes(historyFromJSON(JSON.parse(readFileSync(HISTORY, 'utf8'))));

  expect(times).toHaveLength(2);
  for (const { dispatchMs, answerMs, completedMs } of times) {
    expect(dispatchMs).toBeGreaterThanOrEqual(0);
    expect(answerMs).toBeGreaterThan(0);
    expect(completedMs).toBeGreaterThan(dispatchMs);
  }
});

test('a job without batches tells of none', () => {
  expect(batchTimes({ events: [] })).toEqual([]);
});
