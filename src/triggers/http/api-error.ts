import { FailureType, UpreelError } from '../../contracts/failures.js';
import { InvalidOptionError } from '../../contracts/job-options.js';

/** The body of every answer that is no success. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly parameter?: string };
}

interface ApiErrorFacts {
  readonly statusCode: 400 | 403 | 404 | 405 | 409;
  readonly code: string;
  readonly message: string;
  readonly parameter?: string;
}

/** What a caller of the HTTP API did wrong; the message is a sentence for that caller. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly statusCode: number;
  readonly body: ErrorBody;

  constructor({ statusCode, code, message, parameter }: ApiErrorFacts) {
    super(message);
    this.statusCode = statusCode;
    this.body = { error: { code, message, ...(parameter !== undefined && { parameter }) } };
  }
}

export function invalidParameter(parameter: string, message: string): ApiError {
  return new ApiError({ statusCode: 400, code: 'InvalidParameter', message, parameter });
}

export interface FailedAnswer {
  readonly statusCode: number;
  readonly body: ErrorBody;
}

/** The answer to a failed call. What is not the caller's doing says nothing of the inside. */
export function answerToError(error: unknown, whatFailed: string): FailedAnswer {
  if (error instanceof ApiError) return { statusCode: error.statusCode, body: error.body };
  if (error instanceof InvalidOptionError) return answerToError(invalidParameter(error.parameter, error.message), '');
  const unavailable = error instanceof UpreelError && error.type === FailureType.Unavailable;
  return {
    statusCode: unavailable ? 503 : 500,
    body: {
      error: {
        code: unavailable ? 'Unavailable' : 'InternalError',
        message: `${whatFailed}; try again in a while.`,
      },
    },
  };
}
