import { begin } from './consent.ts';
import { readAddresses } from './lib/clean.ts';
import { tagIds } from './lib/tag-ids.ts';
import { page } from './page.ts';

/**
 * `_lt('init', {tagId, sharedCookieDomain, consent, cut, spa, autoLinkDomains})`: adds the account's tag to this page.
 * Beside LINE's own: `consent` is `'required'` where the visitor has to be asked first, `cut` names parameters to cut from
 * addresses, `spa` asks for page views of routes (`'hash'` where they stand behind `#/` or `#!`), `autoLinkDomains` are
 * sites that the visitor id goes along to. Answers whether it said anything, and all of it was understood.
 */
export const init = (params: Record<string, unknown>): boolean => {
  const ids = tagIds(params.tagId);
  for (const id of ids)
    if (page.$tags.includes(id)) page.$again.add(id);
    else page.$tags.push(id);
  const { spa, consent } = params;
  // An attribute may well say that it is off. An expression is only made where there is one.
  const isRouted = spa && /^(true|history|hash)$/.test(`${spa}`);
  if (isRouted) for (const id of ids[0] ? ids : page.$tags) page.$routed.add(id);
  page.$domain = params.sharedCookieDomain || page.$domain;
  readAddresses(params);
  // Last, as a yes has hits leave.
  const isKnown = !consent || begin(consent);
  return (
    isKnown &&
    !(spa && !isRouted && `${spa}` !== 'false') &&
    !!(ids[0] || spa || consent || params.sharedCookieDomain || params.cut || params.autoLinkDomains) &&
    // LINE's, but nobody knows for what, if they stand here.
    !(params.externalId || params.deduplicationKey)
  );
};
