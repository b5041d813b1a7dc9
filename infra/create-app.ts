import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readParameters } from './parameters/read-parameters.js';
import { UpreelStack } from './upreel-stack.js';

/** Behaviour of the CDK that newer projects get by default; set here, so that every synthesis has it. */
const FEATURE_FLAGS = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-autoscaling:generateLaunchTemplateInsteadOfLaunchConfig': true,
  '@aws-cdk/aws-ecs:reduceEc2FargateCloudWatchPermissions': true,
};

interface Request {
  /** As after `-c`: `upreel:<name>` and the CDK's own. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly outdir?: string;
}

/** The whole deployment, ready to be synthesised. @throws WrongParameters */
export function createApp({ context = {}, outdir }: Request = {}): { readonly app: App; readonly stack: UpreelStack } {
  const app = new App({ context: { ...FEATURE_FLAGS, ...context }, outdir });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const parameters = readParameters(app.node.getAllContext() as Readonly<Record<string, unknown>>);
  return { app, stack: new UpreelStack(app, parameters.stackName, { parameters }) };
}
