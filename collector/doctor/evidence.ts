import type { Account } from '../../db/model.ts';
import { baseCode } from '../../tag/snippet.ts';
import type { FetchedPage } from './fetch.ts';
import type { Found } from './found.ts';
import type { PageCodes } from './page-codes.ts';

/** A numbered build of the tag. */
export interface Build {
  name: string;
  /** The hash of its bytes, as the integrity attribute has it. */
  integrity: string;
}

/** What is known beside the page itself. */
export interface Owner {
  /** Whose page it should be; null where no account is known. */
  account: Pick<Account, 'tagId' | 'domains' | 'consent'> | null;
  /** Tag ids of every account of this server; null where they could not be read. */
  tagIds: readonly string[] | null;
  /** Where the collector is for browsers; null where that is not known. */
  origin: string | null;
  /** Where it can be reached too, as codes had it that were pasted before. */
  otherOrigins: readonly string[];
  /** Numbered builds that this server has. */
  builds: readonly Build[];
}

/** A script of the tag, with its address as the page means it. */
export interface LoadedScript {
  found: Found;
  address: URL;
}

/** All that the rules look at. */
export interface Evidence extends Owner {
  page: Pick<FetchedPage, 'hops' | 'status' | 'headers' | 'html' | 'cut' | 'late'>;
  url: URL;
  codes: PageCodes;
  /** What runs, now or when a consent tool or a click lets it. */
  live: Found[];
  /** Page views and events among it. */
  calls: Found[];
  starts: Found[];
  scripts: LoadedScript[];
  /** Calls that run before there is anything that takes them. */
  lost: Found[];
  /** Calls of which that cannot be told for certain. */
  doubtful: Found[];
  /** What stands where browsers run no script, and nowhere else. */
  inert: Found[];
}

/** The policies of a page, by its header and by itself; of the latter those that stand above a block, or all. */
export function policiesOf(
  { page, codes }: Pick<Evidence, 'page' | 'codes'>,
  block = Number.POSITIVE_INFINITY,
): string[] {
  const own = codes.policies.filter((one) => one.block < block);
  return [...(page.headers['content-security-policy'] ?? '').split(','), ...own.map(({ text }) => text)];
}

/** Each of some things once. */
export function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** Tag ids of what was found, each once. */
export function tagged(found: readonly Found[]): string[] {
  return distinct(found.flatMap(({ tagIds }) => tagIds));
}

/** The base code that belongs on the page, as a line to copy; nothing where it is not known. */
export function whole({ account, origin }: Evidence): string[] {
  if (account === null || origin === null) return [];
  return [baseCode({ origin, tagId: account.tagId, consent: account.consent })];
}

/** The scripts that come from this server. */
export function oursAmong({ scripts, origin, otherOrigins }: Evidence): LoadedScript[] {
  const hosts = [origin, ...otherOrigins].flatMap((one) => (one === null ? [] : [new URL(one).host]));
  return scripts.filter(({ address }) => hosts.includes(address.host));
}

/** The names under which this server has the tag. */
export const SERVED = /^lt(?:\.\d+)?\.js$/;

/** The scripts among ours that this server has: a script of another name or in another folder is not found. */
export function servedAmong(evidence: Evidence): LoadedScript[] {
  const { origin, otherOrigins, url } = evidence;
  const folders = [origin, ...otherOrigins].flatMap((one) => (one === null ? [] : [folderOf(new URL(one))]));
  return oursAmong(evidence).filter(({ address }) => {
    const at = address.pathname.lastIndexOf('/') + 1;
    const folder = address.pathname.slice(0, at);
    // Without a folder it is here too, but not on a host that has pages of its own.
    const isHere = folders.includes(folder) || (folder === '/' && address.host !== url.host);
    return isHere && SERVED.test(address.pathname.slice(at));
  });
}

function folderOf({ pathname }: URL): string {
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}

const LINES_HOST = /(?:^|\.)(?:line-scdn\.net|line-cdn\.net|line-apps\.com|line\.me)$/;

/** Whether a script is LINE's own. */
export function isLines({ address }: LoadedScript): boolean {
  return LINES_HOST.test(address.hostname);
}
