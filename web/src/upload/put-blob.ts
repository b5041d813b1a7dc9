export interface PutBlob {
  readonly url: string;
  /** To be sent exactly so: the URL's signature covers them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
  readonly signal: AbortSignal;
  /** Bytes on their way so far. */
  readonly onSent: (bytes: number) => void;
}

/** What S3 answered: `status` 0 when the network broke. */
export interface PutAnswer {
  readonly status: number;
  readonly eTag: string | null;
  /** S3's word for a refusal, `AccessDenied`. */
  readonly code: string | null;
}

/** One PUT. It never rejects but with the reason of an aborted signal. fetch tells nothing of bytes on their way. */
export function putBlob({ url, headers, body, signal, onSent }: PutBlob): Promise<PutAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => {
      request.abort();
    };
    const end = (answer: PutAnswer): void => {
      signal.removeEventListener('abort', abort);
      resolve(answer);
    };
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      onSent(loaded);
    };
    request.onload = () => {
      const code = /<Code>([^<]+)<\/Code>/.exec(request.responseText)?.[1] ?? null;
      end({ status: request.status, eTag: request.getResponseHeader('etag'), code });
    };
    request.onerror = () => {
      end({ status: 0, eTag: null, code: null });
    };
    request.onabort = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('The upload was stopped.'));
    };
    signal.addEventListener('abort', abort);
    request.send(body);
  });
}
