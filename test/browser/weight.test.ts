import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const WEB = join(import.meta.dirname, '../../dist/web');
const LIMIT_BYTES = 60 * 1024;

test('what runs before anything is seen has 60 KB at most, compressed', () => {
  const html = readFileSync(join(WEB, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(WEB, path))).length, 0);
  expect(bytes).toBeLessThan(LIMIT_BYTES);
});

test('nothing is written into the page that its policy would refuse', () => {
  const html = readFileSync(join(WEB, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
});
