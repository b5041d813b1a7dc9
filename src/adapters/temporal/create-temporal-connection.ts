import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';

export interface TemporalAddress {
  readonly address: string;
  readonly tls: boolean;
  readonly apiKey?: string;
}

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];
type NextCall = Parameters<Interceptor>[1];
type Call = ReturnType<NextCall>;
type Status = Parameters<NonNullable<NonNullable<Parameters<Call['start']>[1]>['onReceiveStatus']>>[0];

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
    // The last one is asked by the first, which wants no more of a call than its interface.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), endWithChannel as Interceptor],
  });
}

/**
 * The SDK (1.24) goes on retrying a call whose deadline has passed, from a timer, and on a channel that was closed in
 * between gRPC throws there: nobody could catch it, and the process would end.
 */
function endWithChannel(options: Parameters<NextCall>[0], next: NextCall): Call {
  try {
    return next(options);
  } catch (error) {
    return endedCall(error instanceof Error ? error.message : String(error));
  }
}

/** A call that ends as soon as it begins. */
function endedCall(details: string): Call {
  const nothing = (): void => undefined;
  return {
    start: (metadata, listener) => {
      setImmediate(() => {
        const status: unknown = { code: CANCELLED, details, metadata };
        listener?.onReceiveMessage?.(null);
        listener?.onReceiveStatus?.(status as Status);
      });
    },
    sendMessage: nothing,
    sendMessageWithContext: nothing,
    halfClose: nothing,
    cancelWithStatus: nothing,
    startRead: nothing,
    getPeer: () => '',
    getAuthContext: () => null,
  };
}
