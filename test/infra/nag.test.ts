import { AwsSolutionsChecks } from 'cdk-nag';
import { createTestApp } from './synthesise.js';

it.each([
  ['as it comes', {}],
  [
    'with tokens, private subnets and data that goes',
    { auth: 'jwt', jwtIssuer: 'https://id.example', jwtAudience: 'a', natGateways: '1', keepData: 'no' },
  ],
  [
    'whose page has a name of its own',
    {
      auth: 'jwt',
      jwtIssuer: 'https://id.example',
      jwtAudience: 'a',
      pageDomain: 'video.example',
      pageCertificate: 'arn:aws:acm:us-east-1:123456789012:certificate/1f2e',
    },
  ],
])('the AWS Solutions rules find nothing in a deployment %s', (_, parameters) => {
  const { app, stack } = createTestApp(parameters);
  const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
  expect(violations).toEqual([]);
});
