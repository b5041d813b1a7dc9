import { pino } from 'pino';
import { createRollOutHandler } from '../../src/triggers/roll-out.js';

function createRollOut({ drained, initialise }: { drained: readonly string[]; initialise?: () => Promise<string[]> }) {
  const services = new Map([
    ['service/new', 'new'],
    ['service/old', 'old'],
    ['service/older', 'older'],
  ]);
  const handler = createRollOutHandler({
    initialise: initialise ?? (() => Promise.resolve(['New jobs begin on version new.'])),
    versions: { isDrained: (buildId) => Promise.resolve(drained.includes(buildId)) },
    services: {
      list: () => Promise.resolve([...services].map(([id, buildId]) => ({ id, buildId }))),
      remove: (id) => {
        services.delete(id);
        return Promise.resolve();
      },
    },
    buildId: 'new',
    log: pino({ level: 'silent' }),
  });
  return { handler, left: () => [...services.values()] };
}

it('keeps the workers of a build as long as a job that began on it runs', async () => {
  const { handler, left } = createRollOut({ drained: ['older'] });
  await handler();
  expect(left()).toEqual(['new', 'old']);
});

it('never takes away the workers of its own build', async () => {
  const { handler, left } = createRollOut({ drained: ['new', 'old', 'older'] });
  await handler();
  expect(left()).toEqual(['new']);
});

it('takes nobody away before new jobs begin on the new build', async () => {
  const initialise = () => Promise.reject(new Error('Version new has no workers yet'));
  const { handler, left } = createRollOut({ drained: ['old', 'older'], initialise });
  await expect(handler()).rejects.toThrow('no workers yet');
  expect(left()).toEqual(['new', 'old', 'older']);
});
