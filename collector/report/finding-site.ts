import { DAY, type Reason, type Tally } from '../../db/model.ts';
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

/** What is counted by outcome and reason, of two days or of all time. */
type Lines = readonly Pick<Tally, 'outcome' | 'reason' | 'count'>[];

/** Lines that have what was refused: those of the account, or those of nobody. */
interface Refusing {
  days: Lines;
  ever: Lines;
}

/**
 * Hits refused for a reason, beside those of the account that were stored, today and yesterday; by all that ever came
 * where both days are empty. A few of many are somebody's browser, a translation or a copy.
 */
function weigh(asked: Reason, { days, ever }: Refusing, { recent, tallies }: Evidence) {
  const sums = (refusals: Lines, storing: Lines) => ({
    stored: storing.find(({ outcome }) => outcome === 'stored')?.count ?? 0,
    refused: refusals.find(({ reason }) => reason === asked)?.count ?? 0,
  });
  const lately = sums(days, recent);
  const { stored, refused } = lately.refused + lately.stored > 0 ? lately : sums(ever, tallies);
  const weight: Weight = refused / (stored + refused) >= SHARE_ENOUGH ? 'grave' : 'note';
  return { lately, weight };
}

/**
 * A page of this account with the tag id of nobody. Of all such hits on sites of this server one sample is kept, and they
 * are counted together: strangers may make it weigh more, and never less.
 */
export function unknownTag(evidence: Evidence): Finding[] {
  const { account, nobody, recentNobody, day, now } = evidence;
  const line = nobody.find(({ reason }) => reason === 'unknown_tag');
  if (!line) return [];
  // The line goes on with the hits of strangers, whose samples are not kept.
  const { at, tag, url } = readSample(line.sample);
  const lastAt = at ?? line.lastAt;
  if (now - lastAt >= RECENT || !isOnSite(account.domains, url)) return [];
  const host = url !== null && URL.canParse(url) ? new URL(url).host : '';
  if (now - lastAt >= DAY && hitsOf(day, [null], host) >= VIEWS_ENOUGH) return [];
  const { weight } = weigh('unknown_tag', { days: recentNobody, ever: nobody }, evidence);
  return [finding('unknown_tag', { weight, names: tag === null ? [] : [tag], lastAt, lastUrl: url })];
}

interface Refused {
  line: Tally;
  weight: Weight;
}

/** Hits of this account that were refused for a reason. Null where there is nothing to say. */
function refusedFor(asked: Reason, evidence: Evidence): Refused | null {
  const { tallies, recent, now } = evidence;
  const line = tallies.find(({ reason }) => reason === asked);
  if (!line || now - line.lastAt >= RECENT) return null;
  const { lately, weight } = weigh(asked, { days: recent, ever: tallies }, evidence);
  return lately.refused === 0 && lately.stored >= HITS_ENOUGH ? null : { line, weight };
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
