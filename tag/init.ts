import { tagIds } from './lib/tag-ids.ts';

/** Tag ids that an init named, in that order. */
export const initialised: string[] = [];

/** A domain that the site's hosts share, if an init named one. */
export let sharedDomain: unknown;

/** `_lt('init', {tagId, sharedCookieDomain})`: adds the account's tag to this page. */
export const init = (params: Record<string, unknown>): void => {
  initialised.push(...tagIds(params.tagId));
  sharedDomain = params.sharedCookieDomain || sharedDomain;
};
