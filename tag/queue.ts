import { answer } from './consent.ts';
import { event } from './event.ts';
import { init } from './init.ts';
import type { QueuedCall } from './lib/globals.ts';
import { guard } from './lib/guard.ts';
import { tagIds } from './lib/tag-ids.ts';
import { MOST_PARTS } from './limits.ts';
import { loadMore } from './more.ts';
import { page } from './page.ts';
import { pageView } from './page-view.ts';
import { common, news } from './send.ts';
import { isPrivate } from './visitor.ts';
import type { WireFlag } from './wire.ts';

/** Calls that name no tag and came before any init. */
const early: QueuedCall[] = [];

/**
 * One call in any of the shapes that sites use. Its parts are known by type, not by place: lists name tags,
 * objects hold parameters (the options of dynamic ads, `{dpa: true}`, among them), a third word is an event's name.
 * What stood elsewhere than in LINE's own calls is told with the hit, and so is a call that could not be understood.
 */
export const call = guard((args: QueuedCall): void => {
  const params: Record<string, unknown> = {};
  const words: unknown[] = [];
  const flags: WireFlag[] = [];
  let tags: string[] = [];
  for (const part of Array.prototype.slice.call(args, 0, MOST_PARTS)) {
    const ids = tagIds(part);
    const isList = Array.isArray(part);
    // Nothing follows the list of tags, and it is a list.
    if (tags[0] || (ids[0] && !isList)) flags[0] = 'swapped';
    if (isList || ids[0]) tags.push(...ids);
    else if (Object(part) === part) Object.assign(params, part);
    else words.push(part);
  }
  const [command, kind, name] = words;
  if (name) {
    params.type = params.type || name;
    flags[0] = 'swapped';
  }
  tags = [...new Set(tags)];
  if (command === 'init') params.tagId = params.tagId || tags;
  if (!tags[0]) {
    tags = page.$tags;
    flags.push('no-tags');
  }
  if (command === 'init') {
    init(params);
    if (params.spa || params.autoLinkDomains) loadMore(params);
    early.splice(0).forEach(call);
  } else if (command === 'consent') answer(kind);
  else if (command === 'set') Object.assign(common, params);
  else if (!tags[0]) early.push(args);
  else if (command === 'send' && kind === 'pv') for (const tag of tags) pageView(tag, flags);
  else if (page.$consent !== 'denied' && !isPrivate()) {
    if (command === 'send' && kind === 'cv') event(params, tags, flags);
    else if (command === 'identify') loadMore({ ...params, tags });
    else news.add('ignored');
  }
});
