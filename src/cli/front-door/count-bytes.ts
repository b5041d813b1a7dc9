/** A pipeline's stage that passes chunks on and says how many bytes went through so far. */
export function countBytes(
  onBytes: (bytes: number) => void,
): (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array> {
  return async function* (chunks) {
    let bytes = 0;
    for await (const chunk of chunks) {
      yield chunk;
      bytes += chunk.length;
      onBytes(bytes);
    }
  };
}
