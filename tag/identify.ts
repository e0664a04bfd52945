import { consent } from './consent.ts';
import { post } from './lib/collector.ts';
import { visitorId } from './visitor.ts';
import { WIRE_VERSION, type WireIdentify } from './wire.ts';

type Body = { [Key in keyof WireIdentify]: unknown };

/**
 * `_lt('identify', {idToken})`: offers the proof that this visitor is a LINE user to each of `tags`.
 * Only a token is proof; any other field, a userId above all, never leaves the page.
 */
export const identify = (idToken: unknown, tags: string[]): void => {
  if (!idToken) return;
  for (const tag of tags) {
    void post(
      'identify',
      JSON.stringify({ v: WIRE_VERSION, tag, visitor: visitorId(), idToken, consent } satisfies Body),
    );
  }
};
