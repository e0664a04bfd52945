/**
 * The few ways in which a call can fail, everywhere in Tagline. `collector/lib/http-error.ts` is the one
 * place that turns a code into an HTTP status.
 */
export type ErrorCode =
  | 'invalid' // the input breaks a rule; saying it again will not help
  | 'unauthenticated' // nobody is signed in, or the proof is wrong
  | 'forbidden' // signed in, but not allowed
  | 'not_found'
  | 'conflict' // somebody was first
  | 'too_large'
  | 'unsupported' // a media type or encoding that is not taken
  | 'too_many' // slow down
  | 'unavailable'; // not now; the same request may be sent again

/** A file of the open database was deleted, moved or replaced: what is written to it goes nowhere. */
export class MisplacedError extends Error {
  override readonly name = 'MisplacedError';

  constructor(file: string) {
    super(`${file} was deleted, moved or replaced while it was open`);
  }
}

/**
 * Whether an error says that what was written can no longer be trusted: a failed fsync (the system may have thrown the
 * pages away, and the next fsync would say yes), a damaged file, or one that is not in its place any more. A full disk
 * is none: it leaves all as it was.
 */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof MisplacedError) return true;
  const code = 'code' in error ? String(error.code) : '';
  return /^SQLITE_(IOERR_(DIR_)?FSYNC|CORRUPT|NOTADB)/.test(code) || isBroken(error.cause);
}

/** Whether an error says that somebody else is writing to the same file. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && String(error.code).startsWith('SQLITE_BUSY')) || isBusy(error.cause);
}

/**
 * An expected failure. `reason` is a short machine word (snake case), `message` is for people and must not
 * hold secrets or internals; detail goes to the log.
 */
export class TaglineError extends Error {
  override readonly name = 'TaglineError';
  readonly code: ErrorCode;
  readonly reason: string;
  /** Seconds after which the same request may be sent again, where that is known. */
  readonly retryAfter: number | null;

  constructor(code: ErrorCode, reason: string, message: string, retryAfter: number | null = null) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}
