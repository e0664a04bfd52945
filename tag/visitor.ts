import { setSite } from './lib/collector.ts';
import { guard } from './lib/guard.ts';
import { randomHex } from './lib/random-hex.ts';
import { keep, kept } from './lib/stored.ts';
import { COOKIE_SECONDS } from './limits.ts';
import { page } from './page.ts';

/** The id that was last seen here. Where it is gone, a no was said in another tab or on another page. */
let known: string | undefined;

/** Whether the browser says that its user must not be followed (Global Privacy Control). */
export const isPrivate = (): boolean | undefined => navigator.globalPrivacyControl;

/** The visitor id and the domain its cookie stands on. */
const read = () => {
  const own = kept('');
  const text = `;${document.cookie}${own ? `;_tl=${own}` : ''}`;
  return (text.includes('_tl=') && /; ?_tl=([0-9a-f]{32})\.*([^;]*)/.exec(text)) || [];
};

/** The id that LINE's own tag gave this browser (`__lt__cid`, or that with a suffix), as one of ours. */
const lineId = () => {
  // An element of that name may stand in its place.
  const [, cookie] = `${document.cookie}`.split('__lt__cid');
  return cookie && /^[^=]*=([0-9a-f-]{36})/.exec(cookie)?.[1]?.replace(/-/g, '').slice(0, 32);
};

/**
 * Id of this browser for all tags of the page, kept in the cookie `_tl` and in localStorage: either restores the other,
 * since browsers end them at different times. Undefined where none may be or can be kept; an id for one page would count
 * each page as a new visitor.
 */
export const visitorId = guard(() => {
  if (isPrivate() || page.$consent === 'denied') return;
  const [, id, domain] = read();
  if (known && !id) return;
  known = id;
  if (domain) setSite(domain);
  if (domain && kept('') === id) return id;
  const wanted = id || lineId() || randomHex();
  if (!keep('', wanted)) return keepVisitor(wanted)?.[1];
  // It is kept, so the hit need not wait for the cookie, which costs more than the rest of it.
  queueMicrotask(() => kept('') === wanted && keepVisitor(wanted));
  return wanted;
});

/** Who is behind a hit of this moment. */
export const facts = () => ({ visitor: visitorId(), click: page.$click, consent: page.$consent });

/** Keeps `id` in both places, or deletes what is kept where it is empty. Answers what is read afterwards. */
export const keepVisitor = guard((id: string) => {
  // The word of who came here may come after a no.
  if (id && page.$consent === 'denied') return;
  keep('', id);
  known = id;
  let found = read();
  // The domain that the site named, or else the widest that the browser accepts: it alone knows which suffixes are
  // public, so trying is the one sound way. Nine labels are all that a host has.
  for (const labels of [0, 2, 3, 4, 9]) {
    // A cookie that stands is not written again: the collector may have set it, and one that a script wrote
    // last lives shorter in Safari.
    if (id && found[2] && found[1] === id) break;
    const domain = labels ? location.hostname.split('.').slice(-labels).join('.') : page.$domain;
    if (!domain) continue;
    const seconds = id ? COOKIE_SECONDS : 0;
    const secure = isSecureContext ? ';secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and missing on http pages.
    document.cookie = `_tl=${id}.${domain};path=/;max-age=${seconds};samesite=lax;domain=${domain}${secure}`;
    found = read();
  }
  return found;
});
