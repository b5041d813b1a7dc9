import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

const ROOT = join(import.meta.dirname, '../..');

/** Packages in CommonJS ask for Node's modules with `require`, which a module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

interface Props {
  /** Of a file in `src/triggers` that exports `handler`. */
  readonly trigger: string;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
  readonly timeout: Duration;
  readonly logRetention: RetentionDays;
}

/** A function of `src/triggers` in one file with all that it needs, with a role and a log group of its own. */
export class UpreelFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: Props) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const writeLogs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    for (const statement of [writeLogs, ...props.permissions]) role.addToPrincipalPolicy(statement);
    super(scope, id, {
      entry: join(ROOT, `src/triggers/${props.trigger}.ts`),
      description: props.description,
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      environment: { ...props.environment },
      awsSdkConnectionReuse: false,
      role,
      logGroup,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        mainFields: ['module', 'main'],
        externalModules: [],
        banner: REQUIRE,
      },
    });
  }
}
