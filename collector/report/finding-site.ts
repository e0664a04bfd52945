import type { Instant } from '../../db/model.ts';
import { isListed } from '../lib/listed.ts';
import { type Evidence, type Finding, finding, RECENT, SHARE_ENOUGH } from './finding.ts';

/* What the account of refused hits tells: pages with the tag id of nobody, and sites that are not listed. */

/** The part of a sample that says when and where it was and for whom; all but the time is what anybody sent. */
function readSample(sample: string | null): { at: Instant | null; tag: string | null; url: string | null } {
  let read: unknown;
  try {
    read = JSON.parse(sample ?? '');
  } catch {
    return { at: null, tag: null, url: null }; // a refusal leaves no sample where nothing could be read
  }
  const fields = new Map(typeof read === 'object' && read !== null ? Object.entries(read) : []);
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' ? value : null;
  };
  const at = Date.parse(text('at') ?? '');
  return { at: Number.isNaN(at) ? null : at, tag: text('tag'), url: text('url') };
}

function hostOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : '';
}

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
