import type { Account, Consent, Instant, Reason } from '../../db/model.ts';
import type { HeaderTexts } from '../lib/header-texts.ts';
import { isOnSite } from '../lib/site.ts';
import { notAPerson } from './bot.ts';
import type { Rates } from './rate.ts';
import { isSpam } from './spam.ts';
import type { Sight } from './test-holder.ts';
import type { TestMode } from './test-mode.ts';

/** What the checks look at: the claim of a hit, and the headers it came with. */
export interface Arrival {
  account: Account;
  headers: HeaderTexts;
  /** Address of the page; null where an image did not say. */
  url: string | null;
  /** Where the visitor says to have come from; null where that was not said. */
  referrer: string | null;
  consent: Consent | null;
  /** Who sent it, and what counts how often they do; null for what is no hit. */
  sender: { visitor: string | null; address: string; at: Instant; rates: Rates } | null;
  /** What came as test token, from whom, when the hit was made, and who can tell; null for what is no hit. */
  test: (Sight & { token: string | null; mode: TestMode }) | null;
}

/** Whether an address is on a listed site; one that was not said cannot be elsewhere. */
function isOn(domains: readonly string[], address: string | null): boolean {
  return address === null || isOnSite(domains, address);
}

function botOrPreview({ headers }: Arrival): Reason | null {
  return notAPerson(headers);
}

function unlistedSite({ account, headers, url }: Arrival): Reason | null {
  if (account.domains.length === 0) return null; // takes all, and the Tracking page says so
  const listed = isOn(account.domains, url) && isOn(account.domains, headers.get('origin'));
  return listed ? null : 'unlisted_site';
}

function noConsent({ account, consent }: Arrival): Reason | null {
  if (consent === 'denied') return 'consent';
  return consent === null && account.consent === 'required' ? 'consent' : null;
}

function spam({ referrer }: Arrival): Reason | null {
  return isSpam(referrer) ? 'spam' : null;
}

function tooMany({ account, sender }: Arrival): Reason | null {
  return sender?.rates.isTooMany({ accountId: account.id, ...sender }) ? 'rate' : null;
}

/** Last, so that what else is wrong still shows. */
function inTestMode({ account, test }: Arrival): Reason | null {
  return test?.mode.isTest(account, test) ? 'test' : null;
}

/** The checks in the order they are made; the first that objects decides. */
const CHECKS = [botOrPreview, unlistedSite, noConsent, spam, tooMany, inTestMode];

/** Why a hit of a known tag is not stored, or null. */
export function admit(arrival: Arrival): Reason | null {
  for (const check of CHECKS) {
    const reason = check(arrival);
    if (reason) return reason;
  }
  return null;
}
