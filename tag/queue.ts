import { answer } from './consent.ts';
import { common } from './enqueue.ts';
import { event } from './event.ts';
import { init } from './init.ts';
import type { QueuedCall } from './lib/globals.ts';
import { guard } from './lib/guard.ts';
import { ofDocument } from './lib/of-document.ts';
import { tagIds } from './lib/tag-ids.ts';
import { loadMore } from './more.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { pageView } from './page-view.ts';
import { said } from './said.ts';
import { isPrivate } from './visitor.ts';

/** Calls that wait: for an init, because they name no tag, for a visitor's answer, or for somebody who sees the page. */
const early: QueuedCall[] = [];

const wait = (args: QueuedCall) => !!early.push(args);

/** Hears the calls that waited once more. */
export const again = (): void => early.splice(0).forEach(call);
page.$hearAgain = again;

/** Whether more may be told of a visitor than views: it may be once the site has asked, and waits for that. */
const mayFollow = () => !isPrivate() && (page.$consent !== 'denied' || page.$isAsked);

/** One call; a third word is an event's name. Answers whether it was understood, all of it. */
const hear = guard((args: QueuedCall): boolean => {
  const { params, words, tags: named, flags } = said(args);
  const [command, kind, name] = words;
  // What is left over when each command has taken its words.
  let isWhole = !words[command === 'send' ? 3 : command === 'consent' ? 2 : 1];
  if (name && command === 'send') {
    params.type = params.type || name;
    flags[0] = 'swapped';
  }
  let tags = [...new Set(named)];
  if (command === 'init') params.tagId = params.tagId || tags;
  if (!tags[0]) {
    // An event may name its tag as an init does.
    tags = tagIds(params.tagId);
    if (tags[0]) flags[0] = 'swapped';
  }
  if (!tags[0]) {
    tags = page.$tags;
    flags.push('no-tags');
  }
  if (command === 'init') {
    const isNamed = init(params);
    if (params.spa || params.autoLinkDomains) loadMore(params);
    // Not at once: another init may follow, and these calls are for all of them.
    queueMicrotask(again);
    isWhole &&= isNamed;
  } else if (command === 'consent') {
    // A list or an object is no word, and no yes.
    isWhole = answer(kind ?? args[1]) && isWhole;
    again();
  } else if (command === 'set' && Object.keys(params)[0]) Object.assign(common, params);
  else if (!tags[0]) return wait(args);
  else if (command === 'send' && kind === 'pv') {
    for (const tag of tags) pageView(tag, flags);
    // A view has no fields.
    isWhole &&= !Object.keys(params)[0];
  } else if (command === 'send' && kind === 'cv') {
    if (mayFollow()) event(params, tags, flags);
  } else if (command === 'identify' && typeof params.idToken === 'string') {
    if (!mayFollow()) return true;
    // Whom a link led here the collector may be about to say.
    if (page.$isAsked || page.$mustWait || ofDocument('prerendering')) return wait(args);
    loadMore({ ...params, tags });
  } else return false;
  return isWhole;
});

/** Takes a call. One that could not be understood is told with the next hit. */
export const call = (args: QueuedCall): void => {
  if (!hear(args)) news.add('ignored');
};
