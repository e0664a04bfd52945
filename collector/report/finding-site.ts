import { DAY, type Outcome, type Reason, type Tally } from '../../db/model.ts';
import { isOnSite } from '../lib/site.ts';
import {
  type Evidence,
  type Finding,
  finding,
  HITS_ENOUGH,
  hitsOf,
  RECENT,
  SHARE_ENOUGH,
  VIEWS_ENOUGH,
  type Weight,
} from './finding.ts';
import { readSample } from './sample.ts';

/* What the account of refused hits tells: pages with the tag id of nobody, sites that are not listed, hits without form. */

/** What a browser says for an origin that it hides. */
const OPAQUE = 'null';

/** A page of this account with the tag id of nobody. Of all such hits on sites of this server one sample is kept. */
export function unknownTag({ account, nobody, day, now }: Evidence): Finding[] {
  const line = nobody.find(({ reason }) => reason === 'unknown_tag');
  if (!line) return [];
  // The line goes on with the hits of strangers, whose samples are not kept.
  const { at, tag, url } = readSample(line.sample);
  const lastAt = at ?? line.lastAt;
  if (now - lastAt >= RECENT || !isOnSite(account.domains, url)) return [];
  const host = url !== null && URL.canParse(url) ? new URL(url).host : '';
  if (now - lastAt >= DAY && hitsOf(day, [null], host) >= VIEWS_ENOUGH) return [];
  return [finding('unknown_tag', { names: tag === null ? [] : [tag], lastAt, lastUrl: url })];
}

interface Refused {
  line: Tally;
  weight: Weight;
}

/**
 * Hits refused for a reason, beside those that were stored, today and yesterday; by all that ever came where both days
 * are empty. A few of many are somebody's browser, a translation or a copy. Null where there is nothing to say.
 */
function refusedFor(asked: Reason, { tallies, recent, now }: Evidence): Refused | null {
  const line = tallies.find(({ reason }) => reason === asked);
  if (!line || now - line.lastAt >= RECENT) return null;
  const sums = (lines: { outcome: Outcome; reason: Reason | null; count: number }[]) => {
    const stored = lines.find(({ outcome }) => outcome === 'stored')?.count ?? 0;
    const refused = lines.find(({ reason }) => reason === asked)?.count ?? 0;
    return { stored, refused };
  };
  const days = sums(recent);
  if (days.refused === 0 && days.stored >= HITS_ENOUGH) return null;
  const { stored, refused } = days.refused + days.stored > 0 ? days : sums(tallies);
  return { line, weight: refused / (stored + refused) >= SHARE_ENOUGH ? 'grave' : 'note' };
}

/** Hits whose page, or the origin that their browser named, is not listed now; where both are, it is mended. */
function unlisted(evidence: Evidence): Finding[] {
  const refused = refusedFor('unlisted_site', evidence);
  if (!refused) return [];
  const { domains } = evidence.account;
  const { count, lastAt, sample } = refused.line;
  const { url, origin } = readSample(sample);
  const seen = { weight: refused.weight, count, lastAt };
  const isOn = (address: string | null) => isOnSite(domains, address);
  // An image need not say on which page it is, nor a browser from where it sends.
  if (!isOn(url) && (url !== null || origin === null))
    return [finding('unlisted_site', { ...seen, lastUrl: url })];
  if (origin === OPAQUE) return [finding('sandboxed_frame', { ...seen, lastUrl: url })];
  return origin === null || isOn(origin) ? [] : [finding('unlisted_site', { ...seen, lastUrl: origin })];
}

/** Sites that are measured, or are not, by the list in the settings. */
export function sites(evidence: Evidence): Finding[] {
  return evidence.account.domains.length === 0 ? [finding('all_sites_taken', {})] : unlisted(evidence);
}

/** Hits of a page that have not the form of one. Where none left a sample, nothing may be told of them. */
export function rejected(evidence: Evidence): Finding[] {
  const refused = refusedFor('bad_hit', evidence);
  if (!refused) return [];
  const { count, sample } = refused.line;
  const { at, url } = readSample(sample);
  if (at === null || evidence.now - at >= RECENT) return [];
  return [finding('rejected_hits', { weight: refused.weight, count, lastAt: at, lastUrl: url })];
}
