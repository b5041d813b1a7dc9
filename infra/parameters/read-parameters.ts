import { DEPLOYMENT_PARAMETERS, type DeploymentParameters } from './deployment-parameters.js';
import { type Parameter, WrongValue } from './parameter.js';

const PREFIX = 'upreel:';

/** A line for everything that is wrong: the parameter, what it was given, what would be right. */
export class WrongParameters extends Error {
  override readonly name = 'WrongParameters';

  constructor(lines: readonly string[]) {
    super(["This deployment can't be made:", ...lines].join('\n  '));
  }
}

/**
 * The parameters out of CDK's context, where theirs begin with `upreel:`.
 * @throws WrongParameters
 */
export function readParameters(context: Readonly<Record<string, unknown>>): DeploymentParameters {
  const given = Object.entries(context).filter(([name]) => name.startsWith(PREFIX));
  const wrong = given.flatMap(([name]) => complainOfUnknown(name.slice(PREFIX.length)));
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries<Parameter<unknown>>(DEPLOYMENT_PARAMETERS)) {
    const text = textOf(context[PREFIX + name] ?? parameter.byDefault);
    try {
      values[name] = parameter.parse(text);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      wrong.push(`${PREFIX}${name} is "${text}", but must be ${error.message}.`);
    }
  }
  const parameters = values as unknown as DeploymentParameters;
  if (wrong.length === 0) wrong.push(...complainOfCombination(parameters));
  if (wrong.length > 0) throw new WrongParameters(wrong);
  return parameters;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function complainOfUnknown(name: string): string[] {
  if (name in DEPLOYMENT_PARAMETERS) return [];
  return [`There is no ${PREFIX}${name}. There are: ${Object.keys(DEPLOYMENT_PARAMETERS).join(', ')}.`];
}

function complainOfCombination(parameters: DeploymentParameters): string[] {
  const { auth, jwtIssuer, jwtAudience, gpuInstanceTypes, pageDomain, pageCertificate } = parameters;
  const lines: string[] = [];
  if (auth === 'jwt' && jwtIssuer === '') {
    lines.push(
      `${PREFIX}auth is "jwt", so ${PREFIX}jwtIssuer must be the https:// address of an OpenID Connect issuer.`,
    );
  }
  if (auth === 'jwt' && jwtAudience.length === 0) {
    lines.push(`${PREFIX}auth is "jwt", so ${PREFIX}jwtAudience must be the client ids that are let in.`);
  }
  if ((pageDomain === '') !== (pageCertificate === '')) {
    lines.push(`${PREFIX}pageDomain and ${PREFIX}pageCertificate must both be given, or neither.`);
  }
  if (gpuInstanceTypes.length === 0) lines.push(`${PREFIX}gpuInstanceTypes must name one instance type at least.`);
  return lines;
}
