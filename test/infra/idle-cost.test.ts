import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { idleCosts } from '../../infra/idle-cost.js';
import { synthesise } from './synthesise.js';

type Resources = Parameters<typeof idleCosts>[0];

function costsOf(parameters: Readonly<Record<string, string>> = {}) {
  return idleCosts(synthesise(parameters).toJSON().Resources as Resources);
}

it('while nothing happens, one small task runs, no machine and no gateway', () => {
  const counts = Object.fromEntries(costsOf().map(({ what, count }) => [what, count]));
  expect(counts).toMatchObject({
    'tasks that always run (Fargate)': 1,
    'machines that always run': 0,
    'NAT gateways': 0,
    'public addresses': 1,
  });
});

it('costs what docs/deploy.md says', () => {
  const rows = costsOf().map(({ what, count, monthly }) => `| ${what} | ${count} | ${monthly.toFixed(2)} |`);
  const total = costsOf().reduce((sum, { monthly }) => sum + monthly, 0);
  const deploy = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8').replaceAll(/ +/g, ' ');
  for (const row of [...rows, `| together | | ${total.toFixed(2)} |`]) expect(deploy).toContain(row);
});

it('the page costs nothing while nobody looks at it', () => {
  expect(costsOf({ auth: 'jwt', jwtIssuer: 'https://id.example', jwtAudience: 'a' })).toEqual(costsOf());
});

it('private subnets cost their gateways', () => {
  const gateways = costsOf({ natGateways: '2' }).find(({ what }) => what === 'NAT gateways');
  expect(gateways).toMatchObject({ count: 2, monthly: 65.7 });
});
