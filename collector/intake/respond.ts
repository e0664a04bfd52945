import { CORS } from './cors.ts';
import { type Answer, MESSAGES } from './outcome.ts';

/** Seconds after which a refused sender may try again. */
const RETRY_AFTER = '5';

/** Plain fields: the server writes them as they are, where a Headers object would be built and read again. */
function headersOf(
  { status, reason }: Answer,
  type?: string,
  cors: Record<string, string> = CORS,
): Record<string, string> {
  if (status === 204 && !type) return cors;
  return {
    ...cors,
    ...(reason ? { 'X-Tagline-Reason': reason } : {}),
    ...(status === 503 ? { 'Retry-After': RETRY_AFTER } : {}),
    ...(type ? { 'Content-Type': type } : {}),
  };
}

/** An answer in words of HTTP, whoever writes it. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

/** An answer as the hit route gives it: nothing, the list of outcomes, or the error shape with that list. */
export function respond(answer: Answer, newId: () => string, cors?: Record<string, string>): HttpAnswer {
  const { status, reason, outcomes } = answer;
  if (status === 204) return { status, headers: headersOf(answer, undefined, cors), body: null };
  const code = status === 503 ? 'unavailable' : 'invalid';
  const error =
    reason && status !== 202 ? { code, reason, message: MESSAGES[reason], requestId: newId() } : undefined;
  const headers = headersOf(answer, 'application/json', cors);
  return { status, headers, body: JSON.stringify({ error, outcomes }) };
}

/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * An answer as the image route gives it: the image, so that no page is broken; 200 for 204. To a browser an image that
 * came is an answer, whatever its status: a script (`isScript`), which has the hits to send again, gets none with 503.
 */
export function respondImage(answer: Answer, isScript = false): Response {
  const body = isScript && answer.status === 503 ? null : PIXEL;
  const headers = headersOf(answer, body ? 'image/gif' : undefined);
  return new Response(body, { status: answer.status === 204 ? 200 : answer.status, headers });
}
