import { availableParallelism } from 'node:os';

import { type EstimateSetting, GPU_DEVICES, type Prices } from '../contracts/estimate.js';
import { FailureType, UpreelError } from '../contracts/failures.js';
import { calibrate } from '../domain/estimate/calibrate.js';
import { readMeasurement } from './machine-measurement.js';
import { wholeNumber } from './whole-number.js';

/**
 * What estimates are made for: the GPU workers' device and the deployment's prices. Without any variable, workers on
 * this machine's CPU, as `npm run bench` measured it, and no prices.
 * @throws UpreelError `InvalidInput` naming the variable and the values it takes
 */
export function loadEstimateConfig(env: NodeJS.ProcessEnv = process.env): EstimateSetting {
  const given = env.UPREEL_GPU_DEVICE ?? 'cpu';
  const device = GPU_DEVICES.find((known) => known === given);
  if (device === undefined)
    throw invalid(`UPREEL_GPU_DEVICE must be one of ${GPU_DEVICES.join(', ')}, not "${given}".`);
  const measured = device === 'cpu' ? readMeasurement(env) : null;
  return {
    device,
    cores: wholeNumber(env, 'UPREEL_GPU_WORKER_CORES', availableParallelism(), 1, 1_024),
    calibration: measured && calibrate(measured),
    prices: readPrices(env),
    intermediateDays: wholeNumber(env, 'UPREEL_INTERMEDIATE_DAYS', 7, 0, 3_650),
  };
}

function readPrices(env: NodeJS.ProcessEnv): Prices | null {
  const gpuHour = readPrice(env, 'UPREEL_PRICE_GPU_HOUR');
  const storageGigabyteMonth = readPrice(env, 'UPREEL_PRICE_STORAGE_GB_MONTH');
  if (gpuHour === null && storageGigabyteMonth === null) return null;
  const currency = env.UPREEL_PRICE_CURRENCY ?? 'USD';
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw invalid(`UPREEL_PRICE_CURRENCY must be a code like USD or EUR, not "${currency}".`);
  }
  return { currency, gpuHour: gpuHour ?? 0, storageGigabyteMonth: storageGigabyteMonth ?? 0 };
}

function readPrice(env: NodeJS.ProcessEnv, name: string): number | null {
  const text = env[name] ?? '';
  if (text === '') return null;
  const price = Number(text);
  if (Number.isFinite(price) && price >= 0) return price;
  throw invalid(`${name} must be a number from 0, not "${text}".`);
}

function invalid(message: string): UpreelError {
  return new UpreelError(FailureType.InvalidInput, message);
}
