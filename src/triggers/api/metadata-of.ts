import { DEFAULT_TENANT, TENANT_METADATA } from '../../contracts/tenant.js';
import type { Caller } from '../http/caller.js';
import type { UploadParameters } from './upload-request.js';

/** What S3 keeps with an upload: the options that were given, and whose it is where that is not the default tenant. */
export function metadataOf(
  { metadata }: Pick<UploadParameters, 'metadata'>,
  { tenant }: Pick<Caller, 'tenant'>,
): Record<string, string> {
  return { ...metadata, ...(tenant !== DEFAULT_TENANT && { [TENANT_METADATA]: tenant }) };
}
