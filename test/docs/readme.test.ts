import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OPTION_RULES } from '../../src/contracts/job-options.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

function sources(folder: string): string {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : read(join(folder, entry.name))))
    .join('\n');
}

it.each(Object.keys(OPTION_RULES))('the README has the option %s', (name) => {
  expect(readme).toContain(`\`--${name}\``);
});

it('every setting that the README names is read somewhere', () => {
  const code = sources('src/config');
  const names = [...readme.matchAll(/`(UPREEL_[A-Z_]+)`/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !code.includes(name))).toEqual([]);
});

it.each(pages)('%s names npm scripts, files and pictures that are there', (page) => {
  const text = read(page);
  const runs = [...text.matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map(([, name = '']) => name);
  expect(runs.filter((name) => scripts[name] === undefined)).toEqual([]);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

it("the README's faults add up", () => {
  const rows = [...readme.matchAll(/^\| [^|]*? +\| (\d+) +\|$/gm)].map(([, times]) => Number(times));
  const total = Number(/\*\*faults, over \d+ jobs\*\* +\| \*\*(\d+)\*\*/.exec(readme)?.[1]);
  expect(rows.reduce((sum, times) => sum + times, 0)).toBe(total);
});
