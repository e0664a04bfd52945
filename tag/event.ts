import { guard } from './lib/guard.ts';
import { MOST_PROPS_LENGTH } from './limits.ts';
import { enqueue, flush } from './send.ts';
import type { WireFlag } from './wire.ts';

/**
 * Sends an event for each of `tags` at the end of the running task, since the page may be left by the very
 * click. What the wire has fields for is taken out of `params`; the rest goes as properties, or not at all
 * where it is no JSON or too much of it: the event itself matters more.
 */
export const event = (params: Record<string, unknown>, tags: string[], flags: WireFlag[]): void => {
  const take = (name: string): string | undefined => {
    const value = params[name];
    // Lists, as dynamic ads have for the currency, stay properties.
    if (typeof value !== 'object') {
      delete params[name];
      // Templates print a variable that is missing as this word.
      return `${value}` === 'undefined' ? undefined : `${value}`;
    }
  };
  const type = take('type');
  if (!type) flags.push('no-name');
  const worth = take('value');
  const fields = {
    event: type || 'Conversion',
    value: worth ? Number(worth) : undefined,
    currency: take('currency'),
    key: take('deduplicationKey'),
    externalId: take('externalId'),
    props: guard(() => (JSON.stringify(params)[MOST_PROPS_LENGTH] ? undefined : params))(),
  };
  for (const tag of tags) enqueue(tag, flags, fields);
  queueMicrotask(flush);
};
