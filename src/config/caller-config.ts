/** Claims of the authoriser by which the Lambdas know their callers. */
export interface CallerConfig {
  readonly tenantClaim: string;
  readonly priorityClaim: string;
}

export function loadCallerConfig(env: NodeJS.ProcessEnv = process.env): CallerConfig {
  return {
    tenantClaim: env.UPREEL_TENANT_CLAIM ?? 'tenant',
    priorityClaim: env.UPREEL_PRIORITY_CLAIM ?? 'priority',
  };
}
