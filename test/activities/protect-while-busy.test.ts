import { setTimeout as delay } from 'node:timers/promises';
import { protectWhileBusy } from '../../src/activities/protect-while-busy.js';

interface Work {
  readonly work: (input: { readonly until: Promise<void> }) => Promise<string>;
}

function createWorker(settings: { readonly fails?: boolean; readonly lingerMs?: number } = {}) {
  const said: string[] = [];
  const errors: unknown[] = [];
  const say = (word: string) => () => {
    said.push(word);
    return settings.fails === true ? Promise.reject(new Error('agent')) : Promise.resolve();
  };
  const activities = protectWhileBusy<Work>(
    {
      work: async ({ until }) => {
        await until;
        said.push('worked');
        return 'done';
      },
    },
    {
      protection: { protect: say('protect'), release: say('release') },
      lingerMs: settings.lingerMs ?? 0,
      onError: (error) => errors.push(error),
    },
  );
  return { said, errors, activities };
}

async function saysSoon(said: readonly string[], word: string): Promise<void> {
  while (said.at(-1) !== word) await delay(1);
}

it('a worker is protected from before its first activity to after its last', async () => {
  const { said, activities } = createWorker();
  let end: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (end = resolve));
  const first = activities.work({ until });
  const second = activities.work({ until: Promise.resolve() });
  await second;
  end();
  await expect(first).resolves.toBe('done');
  await saysSoon(said, 'release');
  expect(said).toEqual(['protect', 'worked', 'worked', 'release']);
});

it('and again with the next one', async () => {
  const { said, activities } = createWorker();
  await activities.work({ until: Promise.resolve() });
  await saysSoon(said, 'release');
  await activities.work({ until: Promise.resolve() });
  await saysSoon(said, 'release');
  expect(said.filter((word) => word === 'protect')).toHaveLength(2);
});

it('work that comes soon after keeps it protected without asking again', async () => {
  const { said, activities } = createWorker({ lingerMs: 60_000 });
  await activities.work({ until: Promise.resolve() });
  await activities.work({ until: Promise.resolve() });
  expect(said).toEqual(['protect', 'worked', 'worked']);
});

it('is released also when the activity fails', async () => {
  const { said, activities } = createWorker();
  await expect(activities.work({ until: Promise.reject(new Error('no frames')) })).rejects.toThrow('no frames');
  await saysSoon(said, 'release');
});

it('work goes on where the protection cannot be had, and somebody is told', async () => {
  const { said, errors, activities } = createWorker({ fails: true });
  await expect(activities.work({ until: Promise.resolve() })).resolves.toBe('done');
  expect(said).toEqual(['protect', 'worked']);
  expect(errors).toHaveLength(1);
});
