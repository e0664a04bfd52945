import { enqueue } from './enqueue.ts';
import { MOST_NAME } from './limits.ts';
import { flush } from './send.ts';
import type { WireFlag } from './wire.ts';

/**
 * Sends an event for each of `tags` at the end of the running task, since the page may be left by the very
 * click. What the wire has fields for is taken out of `params`, as the page wrote it; the rest goes as properties. What
 * is meant without a type the collector knows.
 */
export const event = (params: Record<string, unknown>, tags: string[], flags: WireFlag[]): void => {
  const { type, value, currency, deduplicationKey: key, externalId, ...rest } = params;
  for (const tag of tags)
    enqueue(
      // No name is longer; one of a page's whole text would never fit into a request.
      { tag, flags, event: `${type || undefined}`.slice(0, MOST_NAME) },
      // Templates write null for nothing; what is no number becomes one on its way, and is told.
      [{ value: value ?? undefined }, { currency }, { key }, { externalId }],
      rest,
    );
  queueMicrotask(flush);
};
