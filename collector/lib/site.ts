import { isListed } from './listed.ts';
import { pageUrl } from './page-url.ts';

/** Whether an address is on one of the domains or below one; what is no address is nowhere. */
export function isOnSite(domains: readonly string[], address: string | null): boolean {
  return address !== null && isListed(domains, pageUrl(address)?.site ?? '');
}

/** Whether an address is of an account with these domains: one that lists none takes all. */
export function takesAddress(domains: readonly string[], address: string | null): boolean {
  return domains.length === 0 || isOnSite(domains, address);
}
