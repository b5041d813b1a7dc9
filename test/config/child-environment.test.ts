import { childEnvironment } from '../../src/config/child-environment.js';

it('keeps the user’s settings but for those of another account or server', () => {
  const user = {
    PATH: '/bin',
    UPREEL_CACHE_DIR: '/cache',
    AWS_PROFILE: 'work',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL: 'http://elsewhere',
    TEMPORAL_ADDRESS: 'elsewhere:7233',
    AWS_REGION: 'eu-west-1',
  };
  expect(childEnvironment({ AWS_REGION: 'us-east-1' }, user)).toEqual({
    PATH: '/bin',
    UPREEL_CACHE_DIR: '/cache',
    AWS_REGION: 'us-east-1',
  });
});
