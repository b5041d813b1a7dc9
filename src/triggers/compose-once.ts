/**
 * A Lambda handler that is put together at its first event, not when its file is loaded. What failed to come together
 * then is tried again with the next event.
 */
export function composeOnce<Result>(
  compose: () => Promise<(event: unknown) => Promise<Result>>,
): (event: unknown) => Promise<Result> {
  let composed: Promise<(event: unknown) => Promise<Result>> | undefined;
  return async (event) => {
    composed ??= compose();
    const handler = await composed.catch((error: unknown) => {
      composed = undefined;
      throw error;
    });
    return handler(event);
  };
}
