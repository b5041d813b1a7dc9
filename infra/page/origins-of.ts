import type { DeploymentParameters } from '../parameters/deployment-parameters.js';

/** Pages that may upload and call the API. A page without a domain of its own gets its name too late to be in here. */
export function originsOf({
  allowedOrigins,
  pageDomain,
}: Pick<DeploymentParameters, 'allowedOrigins' | 'pageDomain'>): string[] {
  if (pageDomain === '' || allowedOrigins.includes('*')) return allowedOrigins;
  return [...allowedOrigins, `https://${pageDomain}`];
}
