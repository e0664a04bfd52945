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

/** Plain fields: the server writes them as they are, where a Headers object would be built and read again. */
function headersOf({ status, reason }: Answer, type?: string): Record<string, string> {
  return {
    ...CORS,
    ...(reason ? { 'X-Tagline-Reason': reason } : {}),
    ...(status === 503 ? { 'Retry-After': RETRY_AFTER } : {}),
    ...(type ? { 'Content-Type': type } : {}),
  };
}

/** An answer as the hit route gives it: nothing, the list of outcomes, or the error shape with that list. */
export function respond(answer: Answer, requestId: string): Response {
  const { status, reason, outcomes } = answer;
  if (status === 204) return new Response(null, { status, headers: headersOf(answer) });
  const code = status === 503 ? 'unavailable' : 'invalid';
  const error = reason && status !== 202 ? { code, reason, message: MESSAGES[reason], requestId } : undefined;
  const headers = headersOf(answer, 'application/json');
  return new Response(JSON.stringify({ error, outcomes }), { status, headers });
}

/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** An answer as the image route gives it: always the image, so that no page is broken; 200 for 204. */
export function respondImage(answer: Answer): Response {
  const headers = headersOf(answer, 'image/gif');
  return new Response(PIXEL, { status: answer.status === 204 ? 200 : answer.status, headers });
}
