import { DEPLOYMENT_PARAMETERS } from '../../infra/parameters/deployment-parameters.js';
import { readParameters } from '../../infra/parameters/read-parameters.js';

function complaintAbout(given: Readonly<Record<string, unknown>>): string {
  try {
    readParameters(given);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('parameters of a deployment', () => {
  it('all have a default that is right', () => {
    const parameters = readParameters({});
    expect(Object.keys(parameters)).toEqual(Object.keys(DEPLOYMENT_PARAMETERS));
    expect(Object.values(parameters)).not.toContain(undefined);
  });

  it.each([
    ['requestsPerSecond', 'many', 'must be a whole number from 1 to 10000.'],
    ['requestsPerSecond', '0', 'must be a whole number from 1 to 10000.'],
    ['requestsPerSecond', '1.5', 'must be a whole number from 1 to 10000.'],
    ['batchFrames', '31', 'must be a whole number from 32 to 4096.'],
    ['precision', 'fp64', 'must be one of fp32, fp16, int8.'],
    ['auth', 'none', 'must be one of iam, jwt.'],
    ['jwtIssuer', 'http://id.example', 'must be the https:// address of an OpenID Connect issuer.'],
    ['allowedOrigins', 'example.com', 'must be origins such as https://example.com, or *, separated by commas.'],
    ['gpuInstanceTypes', 'g6.xlarge,p4d.24xlarge', 'instance types of the families g5 and g6 with one GPU'],
    ['temporalSecret', 'a secret', "must be a secret's name"],
    ['tenantClaim', 'my tenant', "must be a claim's name"],
    ['pageDomain', 'https://video.example', 'must be a domain such as video.example.com.'],
    ['pageCertificate', 'arn:aws:acm:eu-west-1:123456789012:certificate/1', 'the ARN of a certificate in us-east-1.'],
    ['signInOrigins', 'http://id.example', 'must be origins such as https://example.auth'],
    ['temporalUi', 'https://cloud.example/', 'must be an https:// address without a slash at its end.'],
    ['alarmEmail', 'me', 'must be an e-mail address.'],
    ['stackName', '1st', 'must be a name of letters, digits and hyphens'],
  ])('%s refuses "%s" and says what would be right', (name, value, wanted) => {
    const complaint = complaintAbout({ [`upreel:${name}`]: value });
    expect(complaint).toContain(`upreel:${name} is "${value}", but`);
    expect(complaint).toContain(wanted);
  });

  it('that do not exist are named with those that do', () => {
    expect(complaintAbout({ 'upreel:gpuWorkers': '3' })).toMatch(
      /There is no upreel:gpuWorkers\. There are: .*maxGpuWorkers/,
    );
  });

  it('that need another one ask for it', () => {
    expect(complaintAbout({ 'upreel:auth': 'jwt' })).toMatch(
      /upreel:jwtIssuer must be .*\n.*upreel:jwtAudience must be/,
    );
    expect(complaintAbout({ 'upreel:pageDomain': 'video.example' })).toContain('must both be given, or neither');
    expect(complaintAbout({ 'upreel:gpuInstanceTypes': '' })).toContain('must name one instance type at least');
  });

  it('are all complained of at once', () => {
    expect(complaintAbout({ 'upreel:auth': 'x', 'upreel:idleMinutes': '-1' }).split('\n')).toHaveLength(3);
  });

  it("leave the CDK's own context alone", () => {
    expect(complaintAbout({ '@aws-cdk/any:flag': true, 'aws:cdk:anything': [] })).toBe('');
  });
});
