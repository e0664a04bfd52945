import { type Answer, MESSAGES } from './outcome.ts';

/** Headers that let a page of any site send hits and read the answer. */
export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, X-Tagline-Reason',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const;

/** For a site that sends JSON by its own type; the tag needs no preflight. */
export const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Max-Age': '86400',
} as const;

/** Seconds after which a refused sender may try again. */
const RETRY_AFTER = '5';

function headersOf({ status, reason }: Answer): Headers {
  const headers = new Headers(CORS);
  if (reason) headers.set('X-Tagline-Reason', reason);
  if (status === 503) headers.set('Retry-After', RETRY_AFTER);
  return headers;
}

/** An answer as the hit route gives it: nothing, the list of outcomes, or the error shape with that list. */
export function respond(answer: Answer, requestId: string): Response {
  const { status, reason, outcomes } = answer;
  const headers = headersOf(answer);
  if (status === 204) return new Response(null, { status, headers });
  const code = status === 503 ? 'unavailable' : 'invalid';
  const error = reason && status !== 202 ? { code, reason, message: MESSAGES[reason], requestId } : undefined;
  headers.set('Content-Type', 'application/json');
  return new Response(JSON.stringify({ error, outcomes }), { status, headers });
}

/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** An answer as the image route gives it: always the image, so that no page is broken; 200 for 204. */
export function respondImage(answer: Answer): Response {
  const headers = headersOf(answer);
  headers.set('Content-Type', 'image/gif');
  return new Response(PIXEL, { status: answer.status === 204 ? 200 : answer.status, headers });
}
