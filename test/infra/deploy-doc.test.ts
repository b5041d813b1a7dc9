import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOYMENT_PARAMETERS } from '../../infra/parameters/deployment-parameters.js';
import type { Parameter } from '../../infra/parameters/parameter.js';

const text = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8').replaceAll(/ +/g, ' ');

it.each(Object.entries<Parameter<unknown>>(DEPLOYMENT_PARAMETERS))(
  'docs/deploy.md has %s with its default',
  (name, { byDefault, description }) => {
    expect(text).toContain(`| \`${name}\` | ${byDefault === '' ? '–' : `\`${byDefault}\``} | ${description} |`);
  },
);

it('says of everything whether it was run, replayed or not run, before anything else', () => {
  const [first = ''] = text.split(/^#+ .*$/m);
  const rows = first.split('\n').filter((line) => line.startsWith('| ') && !/^\| (-|what)/.test(line));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatch(/\| (run|replayed in a folder|not run) \|/);
});
