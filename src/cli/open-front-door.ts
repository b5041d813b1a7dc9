import { createFrontDoor } from './front-door/create-front-door.js';
import type { FrontDoor } from './front-door/front-door.js';
import { requireStack } from './require-stack.js';

/**
 * The HTTP API of the stack that runs on a data directory.
 * @throws ExitError when none does
 */
export async function openFrontDoor(dataDirectory: string): Promise<FrontDoor> {
  return createFrontDoor((await requireStack(dataDirectory)).http);
}
