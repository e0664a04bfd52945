import { isbot } from 'isbot';
import type { Reason } from '../../db/model.ts';
import type { HeaderTexts } from '../lib/header-texts.ts';
import { remember } from '../lib/remember.ts';

/** Longest user-agent text that is looked at; nothing real is longer. */
export const AGENT_MAX = 512;

/** Headers by which browsers say that they fetch ahead of time. */
const PURPOSES = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/** User agents that are remembered: to know a program costs a thousand alternatives. */
const REMEMBERED = 5_000;
const programOf = remember(REMEMBERED, (agent) => {
  if (/line-poker|facebookexternalhit/i.test(agent)) return 'preview';
  return isbot(agent) ? 'bot' : null;
});

function aheadOfTime(headers: HeaderTexts): boolean {
  return PURPOSES.some((name) => {
    const purpose = headers.get(name);
    return purpose !== null && /prefetch|preview|prerender/i.test(purpose);
  });
}

/**
 * Whether a request comes from no person: a program, LINE's own preview fetcher (`line-poker`), or a browser
 * that fetches ahead of time. Null for people, and for a missing user agent, which proves nothing.
 */
export function notAPerson(headers: HeaderTexts): Extract<Reason, 'bot' | 'preview'> | null {
  if (aheadOfTime(headers)) return 'preview';
  return programOf((headers.get('user-agent') ?? '').slice(0, AGENT_MAX));
}
