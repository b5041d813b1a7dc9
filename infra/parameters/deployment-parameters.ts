import { BATCH_FRAMES } from '../../src/contracts/batch-frames.js';
import { PRECISIONS } from '../../src/contracts/job-options.js';
import { SIGN_IN_TOKENS } from '../../src/contracts/page.js';
import { listOf, oneOf, type Parameter, textLike, wholeNumber } from './parameter.js';

const DAYS = { min: 1, max: 3_650 };

const CLAIM = /^[\w:./-]{1,128}$/;
const CLAIM_WANTED = "a claim's name: letters, digits and any of : . / - _";

/** Everything that a deployment can be told; each has a default. Given as `-c upreel:<name>=<value>`. */
export const DEPLOYMENT_PARAMETERS = {
  stackName: textLike(
    {
      description: "the stack's name; several deployments in one account and region need different ones",
      byDefault: 'Upreel',
    },
    /^[A-Za-z][A-Za-z0-9-]{0,39}$/,
    'a name of letters, digits and hyphens that begins with a letter, 40 characters at most',
  ),
  temporalSecret: textLike(
    {
      description: 'name of the Secrets Manager secret with `address`, `namespace`, `apiKey`',
      byDefault: 'upreel/temporal',
    },
    /^[\w/+=.@-]{1,512}$/,
    "a secret's name: letters, digits and /_+=.@-",
  ),
  auth: oneOf(
    { description: 'who may call the API: AWS identities (`iam`), or holders of a token (`jwt`)', byDefault: 'iam' },
    ['iam', 'jwt'],
  ),
  jwtIssuer: textLike(
    { description: 'with `jwt`: the issuer of the tokens', byDefault: '' },
    /^$|^https:\/\/[^\s/]+(\/\S*)?$/,
    'the https:// address of an OpenID Connect issuer',
  ),
  jwtAudience: listOf(
    { description: 'with `jwt`: audiences (client ids) that are let in', byDefault: '' },
    /^\S+$/,
    'client ids',
  ),
  tenantClaim: textLike(
    { description: 'with `jwt`: the claim that says for which tenant the caller acts', byDefault: 'tenant' },
    CLAIM,
    CLAIM_WANTED,
  ),
  priorityClaim: textLike(
    { description: 'with `jwt`: the claim that says the first priority a caller may ask for', byDefault: 'priority' },
    CLAIM,
    CLAIM_WANTED,
  ),
  page: oneOf({ description: 'with `jwt`: the page, behind CloudFront', byDefault: 'yes' }, ['yes', 'no']),
  pageDomain: textLike(
    { description: "the page's name, where it is to have one of its own", byDefault: '' },
    /^$|^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    'a domain such as video.example.com',
  ),
  pageCertificate: textLike(
    { description: 'with `pageDomain`: ARN of its certificate in ACM, in us-east-1', byDefault: '' },
    /^$|^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'the ARN of a certificate in us-east-1',
  ),
  signInClient: textLike(
    { description: "the page's client id; empty: the first of `jwtAudience`", byDefault: '' },
    /^\S*$/,
    'a client id',
  ),
  signInScope: textLike(
    { description: 'what the page asks the issuer for', byDefault: 'openid' },
    /^[\w:/.-]+( [\w:/.-]+)*$/,
    'scopes with a space between each',
  ),
  signInToken: oneOf(
    { description: 'the token that has the audience and the claims: `access` or `id`', byDefault: 'access' },
    SIGN_IN_TOKENS,
  ),
  signInOrigins: listOf(
    { description: "where the issuer's token endpoint is, if not at the issuer itself", byDefault: '' },
    /^https:\/\/[^\s/;]+$/,
    'origins such as https://example.auth.eu-west-1.amazoncognito.com',
  ),
  temporalUi: textLike(
    { description: 'address of the namespace in the Temporal UI, for links from the page', byDefault: '' },
    /^$|^https:\/\/\S+[^\s/]$/,
    'an https:// address without a slash at its end',
  ),
  allowedOrigins: listOf(
    { description: 'web pages that may upload and call the API, beside `pageDomain`', byDefault: '*' },
    /^(\*|https?:\/\/[^\s/]+)$/,
    'origins such as https://example.com, or *',
  ),
  requestsPerSecond: wholeNumber(
    { description: 'what the API answers at most; twice as many in a burst', byDefault: '50' },
    { min: 1, max: 10_000 },
  ),
  precision: oneOf({ description: 'of jobs that name none', byDefault: 'fp32' }, PRECISIONS),
  batchFrames: wholeNumber({ description: 'frames a batch', byDefault: '512' }, BATCH_FRAMES),
  intermediateDays: wholeNumber(
    { description: 'days that frames and checkpoints stay after a job of the longest kind (14 days)', byDefault: '7' },
    DAYS,
  ),
  replacedSourceDays: wholeNumber(
    { description: 'days that an upload stays that was replaced or removed', byDefault: '30' },
    DAYS,
  ),
  logDays: oneOf({ description: 'days that logs stay', byDefault: '30' }, ['1', '7', '14', '30', '90', '180', '365']),
  maxMediaWorkers: wholeNumber({ description: 'media workers at most', byDefault: '8' }, { min: 1, max: 500 }),
  maxGpuWorkers: wholeNumber(
    { description: 'GPU workers at most, each on a machine of its own', byDefault: '8' },
    { min: 1, max: 500 },
  ),
  gpuInstanceTypes: listOf(
    { description: 'spot instance types with one GPU each', byDefault: 'g6.xlarge,g5.xlarge' },
    /^g[56]\.(xlarge|[248]xlarge|16xlarge)$/,
    'instance types of the families g5 and g6 with one GPU, such as g6.xlarge',
  ),
  idleMinutes: wholeNumber(
    { description: 'minutes that a worker without work stays', byDefault: '10' },
    { min: 1, max: 60 },
  ),
  natGateways: wholeNumber(
    {
      description:
        '0: workers have public addresses and take no connections; else they are in private subnets behind so many',
      byDefault: '0',
    },
    { min: 0, max: 3 },
  ),
  tracesEndpoint: textLike(
    {
      description:
        'address of an OpenTelemetry collector that functions and workers reach; without one nothing is traced',
      byDefault: '',
    },
    /^$|^https?:\/\/[^\s/]+(\/\S*)?$/,
    'the http(s):// address of an OpenTelemetry collector (OTLP over HTTP)',
  ),
  alarmEmail: textLike(
    { description: 'gets the alarms', byDefault: '' },
    /^$|^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    'an e-mail address',
  ),
  keepData: oneOf({ description: '`yes`: buckets and table stay when the stack is deleted', byDefault: 'yes' }, [
    'yes',
    'no',
  ]),
} as const satisfies Readonly<Record<string, Parameter<unknown>>>;

type Parameters = typeof DEPLOYMENT_PARAMETERS;

export type DeploymentParameters = { readonly [Name in keyof Parameters]: ReturnType<Parameters[Name]['parse']> };
