import { checkTags } from '../../src/domain/check-tags.js';
import { someJob } from '../support/job.js';
import { somePlan } from '../support/plan.js';

const plan = somePlan(someJob({}));
const facts = { ...plan.facts, tags: { title: 'Summer', date: '2001', encoder: 'x' } };
const told = (tags: Readonly<Record<string, string>>) => ({ ...facts, tags });

describe('checkTags', () => {
  it('takes a result that says what its source says, whatever the case of the names', () => {
    expect(checkTags({ ...plan, facts }, told({ TITLE: 'Summer', DATE: '2001', encoder: 'y' }))).toEqual({
      check: 'tags',
      result: 'passed',
      figure: '2, as in the source',
    });
  });

  it('warns of what is missing or reads differently, and says how', () => {
    expect(checkTags({ ...plan, facts }, told({ title: 'Summer', date: '2001-01-01' }))).toEqual({
      check: 'tags',
      result: 'warning',
      figure: 'date of the file: 2001-01-01 instead of 2001',
    });
    expect(checkTags({ ...plan, facts }, told({ date: '2001' }))).toMatchObject({
      figure: 'title of the file: nothing instead of Summer',
    });
  });
});
