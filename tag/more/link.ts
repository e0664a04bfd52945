import type { First } from '../handed.ts';

type Link = HTMLAnchorElement | HTMLAreaElement;

/**
 * Sends the visitor id along when a link leads to another of the account's sites, or out of LINE's in-app browser:
 * a token of one use in the link, and word to the collector whose it is. The link leads as before once it was followed.
 */
export const linkDomains = (first: First, domains: string): void => {
  // Some write an address, a pattern, or capitals. A word of a path is none: `jp` would be many others' domain.
  const listed = domains.toLowerCase().match(/[^\s,;/:*.]+\.[^\s,;/:*]+/g);
  const follow = first.$guard((event: MouseEvent) => {
    // In a shadow tree and on an image map as well; no other element, and hardly a page, says where to ping. The third button
    // opens a menu.
    const link = event.composedPath().filter((one): one is Link => 'ping' in one)[0];
    if (!link || event.button > 1) return;
    const { href, hostname, search } = link;
    /** Where this visitor would be a stranger: on another site, or out of LINE's app. */
    const isAway =
      hostname !== location.hostname ||
      (/openExternalBrowser=1/.test(search) && / Line\//.test(navigator.userAgent));
    // Another init may have asked for the same, and marked it.
    if (!isAway || /tl_hop/.test(search) || !listed?.some((domain) => `.${hostname}`.endsWith(`.${domain}`)))
      return;
    if (!first.$facts().visitor) return;
    const hop = first.$randomHex();
    for (const tag of first.$page.$tags) void first.$ask('hop', { tag, ...first.$facts(), hop });
    link.search = `${search}${search ? '&' : '?'}tl_hop=${hop}`;
    setTimeout(() => {
      // The page may have sent it elsewhere meanwhile.
      if (link.href.includes(hop)) link.href = href;
    });
  });
  for (const name of ['click', 'auxclick'] as const) addEventListener(name, follow, true);
};
