import { OURS, without } from './lib/clean.ts';
import { guard } from './lib/guard.ts';
import { keep, kept } from './lib/stored.ts';
import { loadMore } from './more.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { isPrivate } from './visitor.ts';

/**
 * Takes the click id of a tracked link from the landing address, has the second file read what else of ours stands there,
 * and takes both out of the address bar, so that they are not bookmarked or shared on. The rest of the address and the
 * history state stay as they are.
 */
export const land = guard(() => {
  const { href } = location;
  let isAsking: boolean | undefined;
  if (href.includes('tl_')) {
    isAsking = /[?&]tl_(hop|test)=/.test(href);
    page.$test = /[?&]tl_test=([\w-]+)/.exec(href)?.[1];
    const [, click] = /[?&]tl_click=([0-9a-f]{32})(?![^&#])/.exec(href) || [];
    if (!isPrivate()) page.$click = click;
    // LIFF reads its answer from the address until liff.init() is done and forbids changing it before.
    if ((click || isAsking) && !/[?&#]liff\.|access_token/.test(href))
      history.replaceState(history.state, '', without(href, OURS));
  }
  // On a first visit there is nothing of an earlier page: what was noticed after its last hit, hits for another try.
  const isKnown = !isPrivate() && kept('');
  if (isKnown) {
    for (const word of kept('news')?.split(',') || []) news.add(word);
    keep('news');
  }
  if (isAsking || kept('trial') || (isKnown && /_tl[0-9a-f]{32}/.test(Object.keys(localStorage).join()))) {
    // Nobody is asked who it is that must not be followed, and nothing taken up of when it might.
    loadMore({ href: isPrivate() ? '#' : href, isKnown }, true);
  }
});
