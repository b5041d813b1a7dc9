/** A file that is read in places, wherever it lies. */
export interface Bytes {
  readonly size: number;
  /** Bytes from `start` up to `end`, fewer where the file ends. */
  readonly read: (start: number, end: number) => Promise<DataView>;
}

export function bytesOf(file: Blob): Bytes {
  return {
    size: file.size,
    read: async (start, end) => new DataView(await file.slice(start, end).arrayBuffer()),
  };
}

/** @throws Error from `read` when the server does not send the part that was asked for */
export function bytesAt(url: string, size: number, signal: AbortSignal): Bytes {
  return {
    size,
    read: async (start, end) => {
      const response = await fetch(url, { headers: { range: `bytes=${start}-${Math.min(end, size) - 1}` }, signal });
      if (response.status !== 206) throw new Error(`The server answered ${response.status} to a question for a part.`);
      return new DataView(await response.arrayBuffer());
    },
  };
}
