import { readAddresses } from './lib/clean.ts';
import { tagIds } from './lib/tag-ids.ts';
import { loadMore } from './more.ts';

/** Tag ids that an init named, in that order. */
export const initialised: string[] = [];

/** A domain that the site's hosts share, if an init named one. */
export let sharedDomain: unknown;

/** Whether an init asked for page views of a single-page app; then the site's own calls for them are folded. */
export let spa: unknown;

/**
 * `_lt('init', {tagId, sharedCookieDomain, cut, spa, autoLinkDomains})`: adds the account's tag to this page.
 * Beside LINE's own: `cut` names parameters to cut from addresses, `spa` asks for page views of routes (`'hash'` where
 * they stand behind `#/` or `#!`), `autoLinkDomains` are sites that the visitor id goes along to.
 */
export const init = (params: Record<string, unknown>): void => {
  for (const id of tagIds(params.tagId)) if (!initialised.includes(id)) initialised.push(id);
  sharedDomain = params.sharedCookieDomain || sharedDomain;
  spa = params.spa || spa;
  readAddresses(params);
  if (params.spa || params.autoLinkDomains) loadMore(params);
};
