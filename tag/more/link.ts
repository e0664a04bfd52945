import type { First } from '../handed.ts';
import { tell } from './tell.ts';

/** `url` with the token in its query, every other byte as it is. */
const withToken = (url: string, token: string): string =>
  url.replace(/\?[^#]*|(?=#)|$/, (query) => `${query}${query ? '&' : '?'}tl_hop=${token}`);

type Link = HTMLAnchorElement | HTMLAreaElement;

const isLink = (one: EventTarget): one is Link => 'hostname' in one;

/** Whether a link leads where this visitor would be a stranger: another site of `domains`, or out of LINE's app. */
const leadsAway = ({ hostname, search }: Link, domains: string[] | null): boolean | undefined =>
  // Another init may have asked for the same, and marked it.
  !/tl_hop/.test(search) &&
  domains?.some((domain) => `.${hostname}`.endsWith(`.${domain}`)) &&
  (hostname !== location.hostname ||
    (/openExternalBrowser=1/.test(search) && / Line\//.test(navigator.userAgent)));

/**
 * Sends the visitor id along when a link leads to another of the account's sites, or out of LINE's in-app browser:
 * a token of one use in the link, and word to the collector whose it is. The link looks as before once it was followed.
 */
export const linkDomains = (first: First, domains: string): void => {
  // Some write an address, a pattern, or capitals.
  const listed = domains.toLowerCase().match(/[^\s,/:*.][^\s,/:*]*/g);
  const follow = first.$guard((event: MouseEvent) => {
    // In a shadow tree and on a part of a picture as well. The third button opens a menu.
    const link = event.button < 2 && event.composedPath().find(isLink);
    if (!link || !leadsAway(link, listed) || !first.$facts().visitor) return;
    const hop = first.$randomHex();
    tell(first, 'hop', first.$page.$tags, { hop });
    const { href } = link;
    link.href = withToken(href, hop);
    setTimeout(() => {
      // The page may have sent it elsewhere meanwhile.
      if (link.href.includes(hop)) link.href = href;
    });
  });
  for (const name of ['click', 'auxclick'] as const) addEventListener(name, follow, true);
};
