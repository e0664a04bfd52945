import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/**
 * Lets bodies of at most `maxSize` bytes through, and answers larger ones by `onError`. Where the length is stated, the
 * header alone decides (the server reads no more than that), because looking at the body would build a whole Request
 * for every hit; a body that comes in pieces is counted as it comes.
 */
export function limitBody(
  maxSize: number,
  onError: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError });
  return async (c, next) => {
    const stated = c.req.header('content-length');
    if (stated === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(stated) > maxSize ? onError(c) : next();
  };
}
