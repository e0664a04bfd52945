import { isListed } from '../lib/listed.ts';
import { type Evidence, type Finding, finding, RECENT, SHARE_ENOUGH } from './finding.ts';
import { hostOf, readSample } from './sample.ts';

/* What the account of refused hits tells: pages with the tag id of nobody, and sites that are not listed. */

/** A page of this account with the tag id of nobody. Of all such hits on sites of this server one sample is kept. */
export function unknownTag({ account, nobody, now }: Evidence): Finding[] {
  const line = nobody.find(({ reason }) => reason === 'unknown_tag');
  if (!line) return [];
  // The line goes on with the hits of strangers, whose samples are not kept.
  const { at, tag, url } = readSample(line.sample);
  const lastAt = at ?? line.lastAt;
  if (now - lastAt >= RECENT || !isListed(account.domains, hostOf(url))) return [];
  return [finding('unknown_tag', { names: tag === null ? [] : [tag], lastAt, lastUrl: url })];
}

/** Sites that are measured, or are not, by the list in the settings. A few hits of many are a translation or a copy. */
export function sites({ account, tallies, now }: Evidence): Finding[] {
  const all = account.domains.length === 0 ? [finding('all_sites_taken', {})] : [];
  const line = tallies.find(({ reason }) => reason === 'unlisted_site');
  if (!line || now - line.lastAt >= RECENT) return all;
  const { count, lastAt, sample } = line;
  const stored = tallies.find(({ outcome }) => outcome === 'stored')?.count ?? 0;
  const weight = count / (stored + count) >= SHARE_ENOUGH ? 'grave' : 'note';
  return [...all, finding('unlisted_site', { weight, count, lastAt, lastUrl: readSample(sample).url })];
}
