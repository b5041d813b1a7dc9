import { rememberSourceFacts } from '../../../src/activities/media/source-facts.js';
import type { SourceObject } from '../../../src/contracts/job.js';
import { someJob } from '../../support/job.js';
import { somePlan } from '../../support/plan.js';

const job = someJob();
const { facts } = somePlan(job);

/** Looks at these in turn; how often the tool was started. */
async function startsFor(...sources: readonly SourceObject[]): Promise<number> {
  let starts = 0;
  const readFacts = rememberSourceFacts({
    probe: () => {
      starts += 1;
      return Promise.resolve(facts);
    },
  });
  for (const source of sources) expect(await readFacts(source, 'somewhere', {})).toBe(facts);
  return starts;
}

const other = (change: Partial<SourceObject>): SourceObject => ({ ...job.source, ...change });

it('looks at a source once', async () => {
  expect(await startsFor(job.source, { ...job.source })).toBe(1);
});

it('looks again at another object, version or content', async () => {
  const others = [other({ key: 'b' }), other({ bucket: 'c' }), other({ versionId: 'v2' }), other({ eTag: 'f' })];
  expect(await startsFor(job.source, ...others)).toBe(5);
});

it('forgets the oldest of many, and keeps the latest', async () => {
  const many = Array.from({ length: 33 }, (_, index) => other({ key: String(index) }));
  expect(await startsFor(...many, ...many.slice(-32))).toBe(33);
  expect(await startsFor(...many, ...many.slice(0, 1))).toBe(34);
});

it('remembers no failure', async () => {
  const answers = [() => Promise.reject(new Error('killed')), () => Promise.resolve(facts)];
  const readFacts = rememberSourceFacts({
    probe: () => answers.shift()?.() ?? Promise.reject(new Error('a third time')),
  });
  await expect(readFacts(job.source, 'somewhere', {})).rejects.toThrow('killed');
  expect(await readFacts(job.source, 'somewhere', {})).toBe(facts);
});
