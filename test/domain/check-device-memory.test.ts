import { checkDeviceMemory } from '../../src/domain/check-device-memory.js';

test('the report says nothing where every device had room', () => {
  expect(checkDeviceMemory([{}, {}])).toEqual([]);
});

test('the report warns of batches in smaller tiles, and says how small they were', () => {
  const figure = '2 of 3 batches in smaller tiles, of 65536 pixels at least, since the device ran out of memory';

  expect(checkDeviceMemory([{ reducedTilePixels: 131_072 }, {}, { reducedTilePixels: 65_536 }])).toEqual([
    { check: 'device memory', result: 'warning', figure },
  ]);
});
