import type { First } from '../handed.ts';
import { WIRE_VERSION } from '../wire.ts';

type Link = HTMLAnchorElement | HTMLAreaElement;

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
    const link = event.composedPath().filter((one): one is Link => 'rel' in one)[0];
    if (!link || event.button > 1 || !leadsAway(link, listed) || !first.$facts().visitor) return;
    const hop = first.$randomHex();
    for (const tag of first.$page.$tags)
      void first.$way.$post('hop', first.$json({ v: WIRE_VERSION, tag, ...first.$facts(), hop }));
    const { href, search } = link;
    link.search = `${search}${search ? '&' : '?'}tl_hop=${hop}`;
    setTimeout(() => {
      // The page may have sent it elsewhere meanwhile.
      if (link.href.includes(hop)) link.href = href;
    });
  });
  for (const name of ['click', 'auxclick'] as const) addEventListener(name, follow, true);
};
