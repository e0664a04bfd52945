import { answer, consent } from './consent.ts';
import { event } from './event.ts';
import { identify } from './identify.ts';
import { init, initialised } from './init.ts';
import type { QueuedCall } from './lib/globals.ts';
import { guard } from './lib/guard.ts';
import { tagIds } from './lib/tag-ids.ts';
import { pageView } from './page-view.ts';
import { isPrivate } from './visitor.ts';
import type { WireFlag } from './wire.ts';

/** Calls that name no tag and came before any init. */
const early: QueuedCall[] = [];

/**
 * One call in any of the shapes that sites use. What follows the kind is known by type, not by place: lists
 * name tags, objects hold parameters (the options of dynamic ads, `{dpa: true}`, among them).
 */
export const call = guard((args: QueuedCall): void => {
  const [command, first, ...rest] = args;
  const params: Record<string, unknown> = {};
  const details = Object(first);
  let tags: string[] = [];
  let flags: WireFlag[] = [];
  for (const value of rest) {
    if (Array.isArray(value)) tags.push(...tagIds(value));
    else Object.assign(params, value);
  }
  if (!tags[0]) {
    tags = initialised;
    flags = ['no-tags'];
  }
  if (command === 'init') {
    init(details);
    early.splice(0).forEach(call);
  } else if (command === 'consent') {
    answer(first);
  } else if (!tags[0]) {
    early.push(args);
  } else if (first === 'pv') {
    for (const tag of tags) pageView(tag, flags);
  } else if (consent !== 'denied' && !isPrivate) {
    if (first === 'cv') event(params, tags, flags);
    if (command === 'identify') identify(details.idToken, tags);
  }
});
