import type { Account, Consent, Reason } from '../../db/model.ts';
import { notAPerson } from './bot.ts';

/** What the checks look at: the claim of a hit, and the headers it came with. */
export interface Arrival {
  account: Account;
  headers: Headers;
  /** Address of the page; null where an image did not say. */
  url: string | null;
  consent: Consent | null;
}

/** Whether a host is one of the domains or below one. */
export function isListed(domains: string[], host: string): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : '';
}

function botOrPreview({ headers }: Arrival): Reason | null {
  return notAPerson(headers);
}

function unlistedSite({ account, headers, url }: Arrival): Reason | null {
  if (account.domains.length === 0) return null; // takes all, and the Tracking page says so
  const origin = headers.get('origin');
  const hosts = [url, origin].flatMap((address) => (address === null ? [] : [hostOf(address)]));
  return hosts.every((host) => isListed(account.domains, host)) ? null : 'unlisted_site';
}

function noConsent({ account, consent }: Arrival): Reason | null {
  if (consent === 'denied') return 'consent';
  return consent === null && account.consent === 'required' ? 'consent' : null;
}

/** The checks in the order they are made; the first that objects decides. */
const CHECKS = [botOrPreview, unlistedSite, noConsent];

/** Why a hit of a known tag is not stored, or null. */
export function admit(arrival: Arrival): Reason | null {
  for (const check of CHECKS) {
    const reason = check(arrival);
    if (reason) return reason;
  }
  return null;
}
