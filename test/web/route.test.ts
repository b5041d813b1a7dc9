import fc from 'fast-check';

import { JOB_STATUSES } from '../../src/contracts/job.js';
import { formatRoute, parseRoute, type Route } from '../../web/src/state/route.js';

const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant({ view: 'upload' } as const),
  fc.record({
    view: fc.constant('jobs' as const),
    status: fc.option(fc.constantFrom(...JOB_STATUSES)),
    cursor: fc.option(fc.string({ minLength: 1, unit: 'binary' })),
  }),
  fc.record({ view: fc.constant('job' as const), jobId: fc.string({ minLength: 1 }) }),
);

test('an address leads back to where it was taken', () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(parseRoute(formatRoute(route))).toEqual(route);
    }),
  );
});

test.each(['', '#', '#/', '#/nothing', '#/jobs?status=NONSENSE', '#/jobs/%E0%A4%A'])('%s shows something', (hash) => {
  expect(['upload', 'jobs', 'job']).toContain(parseRoute(hash).view);
});

test('a status that there is not filters nothing', () => {
  expect(parseRoute('#/jobs?status=NONSENSE')).toEqual({ view: 'jobs', status: null, cursor: null });
});
