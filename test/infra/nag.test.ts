import { AwsSolutionsChecks } from 'cdk-nag';
import { createTestApp } from './synthesise.js';

it.each([
  ['as it comes', {}],
  [
    'with tokens, private subnets and data that goes',
    { auth: 'jwt', jwtIssuer: 'https://id.example', jwtAudience: 'a', natGateways: '1', keepData: 'no' },
  ],
])('the AWS Solutions rules find nothing in a deployment %s', (_, parameters) => {
  const { app, stack } = createTestApp(parameters);
  const { violations } = new AwsSolutionsChecks(app).validateScope(stack);
  expect(violations).toEqual([]);
});
