import { tmpdir } from 'node:os';
import { requireDiskSpace } from '../../src/activities/require-disk-space.js';

test('work that fits begins', async () => {
  await expect(requireDiskSpace(tmpdir(), 1, 'A batch')).resolves.toBeUndefined();
});

test('work that does not fit is refused with what it needs and what is free', async () => {
  const refused = requireDiskSpace(tmpdir(), 9e18, 'Extracting the frames');

  await expect(refused).rejects.toMatchObject({ type: 'OutOfDisk', retryable: true });
  await expect(refused).rejects.toThrow(
    /^Extracting the frames needs about 9000000000\.00 GB of disk, and the worker has \d+\.\d\d GB free\.$/,
  );
});
