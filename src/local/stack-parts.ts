import type { LocalAwsClients } from './aws-clients.js';
import type { HttpRoute } from './http-routes.js';
import type { PageFiles } from './page-files.js';
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
  readonly workers: readonly WorkerPart[];
  readonly createHandlers: (context: HandlerContext) => StackHandlers;
}

/** A module that is run as a worker process. */
export interface WorkerPart {
  readonly role: string;
  readonly module: string;
  /** Besides what every worker is told. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What the functions are put together from. */
export interface HandlerContext {
  readonly addresses: StackAddresses;
  readonly clients: LocalAwsClients;
  readonly logFile: string;
}

/** The functions that are Lambdas elsewhere. */
export interface StackHandlers {
  readonly startJob: (event: SqsEvent) => Promise<SqsBatchResponse | null | undefined>;
  readonly routes: readonly HttpRoute[];
  readonly page: PageFiles;
  readonly close: () => Promise<void>;
}
