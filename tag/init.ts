import { readAddresses } from './lib/clean.ts';
import { tagIds } from './lib/tag-ids.ts';
import { page } from './page.ts';

/**
 * `_lt('init', {tagId, sharedCookieDomain, cut, spa, autoLinkDomains})`: adds the account's tag to this page.
 * Beside LINE's own: `cut` names parameters to cut from addresses, `spa` asks for page views of routes (`'hash'` where
 * they stand behind `#/` or `#!`), `autoLinkDomains` are sites that the visitor id goes along to.
 */
export const init = (params: Record<string, unknown>): void => {
  for (const id of tagIds(params.tagId)) if (!page.$tags.includes(id)) page.$tags.push(id);
  page.$domain = params.sharedCookieDomain || page.$domain;
  page.$spa = params.spa || page.$spa;
  readAddresses(params);
};
