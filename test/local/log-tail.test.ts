import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logTail } from '../../src/local/log-tail.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();

it('says what the lines of a worker say, and others as they are', () => {
  const path = join(directory.path, 'worker.log');
  writeFileSync(path, 'before\n');
  const lines = ['{"level":"fatal","msg":"gpu-worker does not work: no."}', 'plain', '{"no":"message"}', '[1]'];
  writeFileSync(path, `${lines.join('\n')}\n`, { flag: 'a' });
  expect(logTail(path, 'before\n'.length)).toBe('gpu-worker does not work: no.\nplain\n{"no":"message"}\n[1]');
});
