import type { Account, Instant, Tally } from '../../db/model.ts';
import { takesAddress } from '../lib/site.ts';

/* The sample of a line of the account: the latest such hit, as anybody sent it. */

/** The part of a sample that says when and where it was and for whom; all but the time is what anybody sent. */
export function readSample(sample: string | null): {
  at: Instant | null;
  tag: string | null;
  url: string | null;
  origin: string | null;
} {
  let read: unknown;
  try {
    read = JSON.parse(sample ?? '');
  } catch {
    return { at: null, tag: null, url: null, origin: null }; // a refusal leaves no sample where nothing could be read
  }
  const fields = new Map(typeof read === 'object' && read !== null ? Object.entries(read) : []);
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' ? value : null;
  };
  const at = Date.parse(text('at') ?? '');
  return { at: Number.isNaN(at) ? null : at, tag: text('tag'), url: text('url'), origin: text('origin') };
}

/**
 * Lines of hits that belong to no account, for the members of one: what stood on another account's site is not theirs
 * to read.
 */
export function withoutForeignSamples({ domains }: Pick<Account, 'domains'>, lines: Tally[]): Tally[] {
  const isOwn = (sample: string | null) => takesAddress(domains, readSample(sample).url);
  return lines.map((line) => (isOwn(line.sample) ? line : { ...line, sample: null }));
}
