import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';

export interface TemporalAddress {
  readonly address: string;
  readonly tls: boolean;
  readonly apiKey?: string;
}

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];
type Call = ReturnType<Interceptor>;

/** Of gRPC. */
const CANCELLED = 1;

/**
 * The one place where connections to Temporal are made. They connect with the first call, or with `ensureConnected`
 * (within ten seconds), and may be closed at any moment: what is still under way is then rejected.
 */
export function createTemporalConnection({ address, tls, apiKey }: TemporalAddress): Connection {
  return Connection.lazy({
    address,
    tls,
    ...(apiKey !== undefined && { apiKey }),
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), endWithChannel],
  });
}

/**
 * The SDK (1.24) goes on retrying a call whose deadline has passed, from a timer, and on a channel that was closed in
 * between gRPC throws there: nobody could catch it, and the process would end.
 */
const endWithChannel: Interceptor = (options, next) => {
  try {
    return next(options) as Call;
  } catch (error) {
    return endedCall(error instanceof Error ? error.message : String(error));
  }
};

/** A call that ends as soon as it begins; of gRPC's interface as much as its own callers use. */
function endedCall(details: string): Call {
  const nothing = (): void => undefined;
  const start: Call['start'] = (metadata, listener) => {
    setImmediate(() => {
      listener?.onReceiveMessage?.(null);
      listener?.onReceiveStatus?.({ code: CANCELLED, details, metadata });
    });
  };
  const call = { start, sendMessage: nothing, halfClose: nothing, cancelWithStatus: nothing, startRead: nothing };
  return { ...call, sendMessageWithContext: nothing, getPeer: () => '', getAuthContext: () => null } as unknown as Call;
}
