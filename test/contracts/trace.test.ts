import { formatTraceparent, parseTraceparent, runPointOf, tracePointsOf } from '../../src/contracts/trace.js';

const jobId = '0af76519-16cd-43dd-8448-eb211c80319c';

it("a job's trace is its id, whoever begins it", () => {
  expect(tracePointsOf(jobId)).toEqual({
    event: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '0af7651916cd43dd' },
    start: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '8448eb211c80319c' },
  });
  expect(tracePointsOf('no uuid')).toBeNull();
});

it('every run is a point of its own in it', () => {
  const start = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '8448eb211c80319c' };
  const run = runPointOf('01a2087b-df71-7103-b34e-e98725ead9fe', start);
  expect(run).toEqual({ traceId: start.traceId, spanId: 'b34ee98725ead9fe' });
});

it('the header is the one of W3C, there and back', () => {
  const point = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const header = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  expect(formatTraceparent(point)).toBe(header);
  expect(parseTraceparent(header)).toEqual(point);
});

it.each([undefined, 7, '', '00-0af7651916cd43dd8448eb211c80319c-b7ad-01', 'x'])('%j is no such header', (header) => {
  expect(parseTraceparent(header)).toBeNull();
});
