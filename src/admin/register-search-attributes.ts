import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

import { SEARCH_ATTRIBUTES } from '../contracts/temporal-names.js';

const { IndexedValueType } = proto.temporal.api.enums.v1;

/**
 * Registers what is missing. An existing attribute of another type is not replaced by the server, which says nothing.
 * @throws Error naming such an attribute
 */
export async function registerSearchAttributes(request: {
  readonly connection: Connection;
  readonly namespace: string;
}): Promise<string> {
  const { connection, namespace } = request;
  const names = Object.values(SEARCH_ATTRIBUTES).map((key) => key.name);
  const { customAttributes: found } = await connection.operatorService.listSearchAttributes({ namespace });
  for (const name of names) {
    if (name in found && found[name] !== IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD) {
      throw new Error(
        `The search attribute ${name} of the namespace ${namespace} is not of type Keyword: remove it, or use another namespace.`,
      );
    }
  }
  const missing = names.filter((name) => !(name in found));
  if (missing.length === 0) return `Search attributes are registered: ${names.join(', ')}.`;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD])),
  });
  return `Search attributes registered: ${missing.join(', ')}.`;
}
