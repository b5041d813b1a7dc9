import type { LocalAwsClients } from './aws-clients.js';
import type { HttpRoute } from './http-routes.js';
import type { SqsBatchResponse, SqsEvent } from './sqs-event.js';
import type { StackAddresses } from './worker-environment.js';

/** What a local stack is put together from, besides its own servers. */
export interface StackParts {
  readonly programs: {
    readonly temporal: string;
    /** null: S3 is kept in memory instead. */
    readonly versitygw: string | null;
  };
  /** Module of the child process that plays AWS. */
  readonly awsProcess: string;
  /** Modules run as worker processes, by role. */
  readonly workers: readonly { readonly role: string; readonly module: string }[];
  readonly createHandlers: (stack: StackAddresses, clients: LocalAwsClients) => StackHandlers;
}

/** The functions that are Lambdas elsewhere. */
export interface StackHandlers {
  readonly startJob: (event: SqsEvent) => Promise<SqsBatchResponse | null | undefined>;
  readonly routes: readonly HttpRoute[];
  readonly close: () => Promise<void>;
}
