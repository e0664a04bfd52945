import type { First } from '../more.ts';
import { WIRE_VERSION, type WireIdentify } from '../wire.ts';

type Body = { [Key in keyof WireIdentify]: unknown };

/**
 * `_lt('identify', {idToken})`: offers the proof that this visitor is a LINE user to each of `tags`.
 * Only a token is proof; any other field, a userId above all, never leaves the page.
 */
export const identify = (first: First, idToken: unknown, tags: unknown): void => {
  for (const tag of Array.isArray(tags) ? tags : []) {
    const visitor = first.visitorId();
    const body: Body = { v: WIRE_VERSION, tag, visitor, idToken, consent: first.consent() };
    void first.post('identify', JSON.stringify(body));
  }
};
