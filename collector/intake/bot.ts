import { isbot } from 'isbot';
import type { Reason } from '../../db/model.ts';

/** Longest user-agent text that is looked at; nothing real is longer. */
export const AGENT_MAX = 512;

/**
 * Whether a request comes from no person: a program, LINE's own preview fetcher (`line-poker`), or a browser
 * that fetches ahead of time. Null for people, and for a missing user agent, which proves nothing.
 */
export function notAPerson(headers: Headers): Extract<Reason, 'bot' | 'preview'> | null {
  const purpose = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  if (purpose.some((value) => /prefetch|preview|prerender/i.test(value))) return 'preview';
  const agent = (headers.get('user-agent') ?? '').slice(0, AGENT_MAX);
  if (/line-poker|facebookexternalhit/i.test(agent)) return 'preview';
  return isbot(agent) ? 'bot' : null;
}
