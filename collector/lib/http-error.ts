import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type ErrorCode, isBusy, TaglineError } from '../../db/error.ts';
import type { Log } from './log.ts';

const STATUS = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** Seconds to wait where the error does not say. */
const WAIT: Partial<Record<ErrorCode, number>> = { too_many: 60, unavailable: 5 };

type Status = (typeof STATUS)[ErrorCode] | 400;

/** The body of every error answer. */
export function errorBody(code: string, reason: string, message: string, requestId: string) {
  return { error: { code, reason, message, requestId } };
}

/** What is answered where something went wrong that nobody expected: logged with its stack, and told without detail. */
export function unexpected(error: unknown, log: Log, requestId: string) {
  const stack = error instanceof Error ? error.stack : undefined;
  log('error', 'unexpected', { requestId, error: stack ?? String(error) });
  const message = 'Something went wrong here. It has been logged.';
  return {
    status: 500 as const,
    headers: {
      'X-Tagline-Reason': 'internal',
      'Cache-Control': 'no-store',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(errorBody('internal', 'internal', message, requestId)),
  };
}

/**
 * The one place where an error becomes an answer. What was not expected is logged with its stack under the
 * request id, and answered without any detail.
 */
export function errorResponse(error: Error, c: Context, log: Log, requestId: string): Response {
  const answer = (status: Status, code: string, reason: string, message: string) => {
    c.header('X-Tagline-Reason', reason);
    c.header('Cache-Control', 'no-store');
    return c.json(errorBody(code, reason, message, requestId), status);
  };
  if (isBusy(error)) {
    log('warn', 'busy', { requestId, error: error.message });
    c.header('Retry-After', String(WAIT.unavailable));
    return answer(
      503,
      'unavailable',
      'busy',
      'Another program is writing to the database. Try again in a moment.',
    );
  }
  if (error instanceof TaglineError) {
    const wait = error.retryAfter ?? WAIT[error.code];
    if (wait !== undefined) c.header('Retry-After', String(wait));
    return answer(STATUS[error.code], error.code, error.reason, error.message);
  }
  // The framework's own: a body that is no JSON.
  if (error instanceof HTTPException && error.status < 500) {
    return answer(400, 'invalid', 'unreadable_body', 'The request could not be read.');
  }
  // Nobody hears it: who sent the request went away before it was whole.
  if ('code' in error && error.code === 'ECONNRESET' && error.message === 'aborted') {
    return answer(400, 'invalid', 'unreadable_body', 'The request ended before it was whole.');
  }
  const { status, headers, body } = unexpected(error, log, requestId);
  return c.body(body, status, headers);
}
