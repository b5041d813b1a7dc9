import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { originsOf } from '../page/origins-of.js';
import type { DeploymentParameters } from '../parameters/deployment-parameters.js';

/** Each by name: a route for any method would also take the preflight requests of web pages, which carry no token. */
const METHODS = [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE];

interface Props extends Pick<
  DeploymentParameters,
  'auth' | 'jwtIssuer' | 'jwtAudience' | 'allowedOrigins' | 'pageDomain' | 'requestsPerSecond'
> {
  /** What answers at and below each path; the function itself says 404 and 405. */
  readonly functions: Readonly<Record<`/${string}`, IFunction>>;
  readonly logRetention: RetentionDays;
}

/** The HTTP API: nobody gets in without a token or an AWS identity. */
export class FrontDoor extends Construct {
  /** Where the API answers, without a slash at its end. */
  readonly address: string;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      defaultAuthorizer: authorizerOf(props),
      corsPreflight: {
        allowOrigins: originsOf(props),
        allowMethods: METHODS.map((method) => CorsHttpMethod[method as keyof typeof CorsHttpMethod]),
        allowHeaders: ['authorization', 'content-type'],
      },
    });
    for (const [path, handler] of Object.entries(props.functions)) {
      const integration = new HttpLambdaIntegration(`${path.slice(1)}-function`, handler);
      for (const route of [path, `${path}/{below+}`]) api.addRoutes({ path: route, methods: METHODS, integration });
    }
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: props.requestsPerSecond, burstLimit: 2 * props.requestsPerSecond },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLogs) },
    });
    this.address = api.apiEndpoint;
    new CfnOutput(this, 'Url', { value: stage.url, description: 'The HTTP API: upreel --api URL' });
  }
}

function authorizerOf({ auth, jwtIssuer, jwtAudience }: Props): IHttpRouteAuthorizer {
  if (auth === 'iam') return new HttpIamAuthorizer();
  return new HttpJwtAuthorizer('Token', jwtIssuer, { jwtAudience });
}
