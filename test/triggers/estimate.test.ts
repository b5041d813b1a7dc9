import { estimate, type EstimateDeps } from '../../src/triggers/estimate.js';
import { ApiError } from '../../src/triggers/http/api-error.js';
import { sampleEstimateSetting } from '../support/sample-estimate-setting.js';

const deps: EstimateDeps = { setting: sampleEstimateSetting(), precision: 'fp32' };
const video = { width: 320, height: 180, durationSeconds: 10, frameRate: 25 };

/** The body of the refusal. */
function refusalOf(given: object): unknown {
  try {
    return estimate(deps, { ...given });
  } catch (error) {
    return error instanceof ApiError ? { statusCode: error.statusCode, ...error.body.error } : error;
  }
}

it('says what a job would take, by its options', () => {
  const whole = estimate(deps, { video });
  expect(whole).toMatchObject({
    frames: { low: 250, high: 250 },
    output: { width: 1280, height: 720 },
    price: null,
  });
  expect(estimate(deps, { video, scale: 2 })).toMatchObject({ output: { width: 640, height: 360 } });
  const anime = estimate(deps, { video, videoType: 'anime', precision: 'int8' });
  expect(anime.gpuSeconds.high).toBeLessThan(whole.gpuSeconds.high / 2);
  const ownPrecision = estimate({ ...deps, precision: 'int8' }, { video, videoType: 'anime' });
  expect(ownPrecision).toEqual(anime);
});

it.each([
  [{}, 'video', 'MissingParameter'],
  [{ video: { width: 320 } }, 'video.height', 'MissingParameter'],
  [{ video: { width: 320, height: 180 } }, 'video.durationSeconds', 'MissingParameter'],
  [{ video: { ...video, width: 0 } }, 'video.width', 'InvalidParameter'],
  [{ video: { ...video, durationSeconds: -1 } }, 'video.durationSeconds', 'InvalidParameter'],
  [{ video: { ...video, colour: 1 } }, 'video.colour', 'InvalidParameter'],
  [{ video, scale: 5 }, 'scale', 'InvalidParameter'],
  [{ video, videoType: 'cartoon' }, 'videoType', 'InvalidParameter'],
])('refuses %j, naming %s', (given, parameter, code) => {
  expect(refusalOf(given)).toMatchObject({ statusCode: 400, code, parameter });
});

it('refuses what no job could make', () => {
  expect(refusalOf({ video: { ...video, width: 8000, height: 8000 } })).toMatchObject({ code: 'SourceTooLarge' });
  expect(refusalOf({ video, height: 1080 })).toMatchObject({ code: 'InvalidInput' });
});
