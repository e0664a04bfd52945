import { guard } from './lib/guard.ts';
import { MOST_PROPS_LENGTH } from './limits.ts';
import { enqueue, flush } from './send.ts';
import type { WireFlag } from './wire.ts';

/** Properties that the page set for all that follows. */
export const common: Record<string, unknown> = {};

/** All of `props`, or none where they are no JSON, or nothing, or too much: the hit itself matters more. */
export const sendable = (props: Record<string, unknown>): Record<string, unknown> | undefined => {
  const json = guard(JSON.stringify)(props);
  return json?.[2] && !json[MOST_PROPS_LENGTH] ? props : undefined;
};

/**
 * Sends an event for each of `tags` at the end of the running task, since the page may be left by the very
 * click. What the wire has fields for is taken out of `params`, as the page wrote it; the rest goes as properties.
 */
export const event = (params: Record<string, unknown>, tags: string[], flags: WireFlag[]): void => {
  const { type, value, currency, deduplicationKey: key, externalId, ...rest } = params;
  if (!type) flags.push('no-name');
  for (const tag of tags)
    enqueue({
      tag,
      flags: [...flags],
      event: `${type || 'Conversion'}`,
      value,
      currency,
      key,
      externalId,
      props: sendable({ ...common, ...rest }),
    });
  queueMicrotask(flush);
};
