import { loadEstimateConfig } from '../../src/config/estimate-config.js';
import { readMeasurement, writeMeasurement } from '../../src/config/machine-measurement.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();
const env = (given: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ UPREEL_CACHE_DIR: directory.path, ...given });

it('reckons with the CPU and without prices when nothing is said', () => {
  expect(loadEstimateConfig(env())).toMatchObject({ device: 'cpu', calibration: null, prices: null });
});

it('takes what the bench measured on this machine', () => {
  const models = [{ model: 'realesr-animevideov3', megapixels: 0.1, secondsPerFrame: 0.67 }];
  writeMeasurement({ cpu: 'A CPU', cores: 2, models }, env());
  // 6.7 CPU seconds a megapixel are the table's: 0.67 s a frame on two cores is twice that.
  expect(loadEstimateConfig(env()).calibration?.factor).toBeCloseTo(2);
  expect(loadEstimateConfig(env({ UPREEL_GPU_DEVICE: 'l4' })).calibration).toBeNull();
  expect(readMeasurement(env())).toMatchObject({ cpu: 'A CPU', models });
});

it('reads prices', () => {
  const given = { UPREEL_PRICE_GPU_HOUR: '1.2', UPREEL_PRICE_CURRENCY: 'EUR' };
  expect(loadEstimateConfig(env(given)).prices).toEqual({ currency: 'EUR', gpuHour: 1.2, storageGigabyteMonth: 0 });
});

it.each([
  [{ UPREEL_GPU_DEVICE: 'abacus' }, /UPREEL_GPU_DEVICE must be one of cpu, a10g, l4/],
  [{ UPREEL_PRICE_GPU_HOUR: 'free' }, /UPREEL_PRICE_GPU_HOUR must be a number/],
  [{ UPREEL_PRICE_GPU_HOUR: '1', UPREEL_PRICE_CURRENCY: 'euro' }, /UPREEL_PRICE_CURRENCY/],
])('refuses %j by name', (given, sentence) => {
  expect(() => loadEstimateConfig(env(given))).toThrow(sentence);
});
