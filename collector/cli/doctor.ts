import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { doctor as words } from '../../dashboard/i18n/en/doctor.ts';
import { tracking } from '../../dashboard/i18n/en/tracking.ts';
import type { Account } from '../../db/model.ts';
import { openReadStore, type ReadStore } from '../../db/open.ts';
import integrity from '../../tag/release/integrity.json' with { type: 'json' };
import type { Config } from '../config.ts';
import { doctor, type Report } from '../doctor/doctor.ts';
import { INTERNET, type Internet } from '../doctor/fetch.ts';
import { Destination } from '../lib/destination.ts';
import { newTimedId } from '../lib/new-id.ts';

/** How the command ends: nothing to mend, something to mend, no page to read. */
const FINE = 0;
const FINDINGS = 1;
const NO_PAGE = 2;

/** The numbered builds of the tag, as this server has them. */
const BUILDS = Object.entries(integrity).map(([name, hash]) => ({ name, integrity: hash }));

interface Options {
  config: Pick<Config, 'dataDir' | 'publicUrl' | 'tagUrl'>;
  say: (line: string) => void;
  now: () => number;
  internet?: Internet;
}

/** Accounts of the data folder, also while a Tagline runs on it; null, and said, where they cannot be read. */
async function accountsOf({ config, say }: Options): Promise<Account[] | null> {
  const file = join(config.dataDir, 'tagline.db');
  if (!existsSync(file)) {
    say(`There is no data in ${config.dataDir}, so whose tag ids these are is not known.`);
    return null;
  }
  let store: ReadStore | null = null;
  try {
    store = openReadStore(file, () => {}); // nothing is read that would be worth keeping
    return await store.records.accounts();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`The accounts cannot be read (${why}), so whose tag ids these are is not known.`);
    return null;
  } finally {
    store?.close();
  }
}

/** Whose a page is: the page tells by its tag ids; where there is one account, it is that one. */
function accountOf(accounts: Account[] | null, tagIds: readonly string[]): Account | null {
  const only = accounts?.length === 1 ? accounts[0] : undefined;
  return accounts?.find(({ tagId }) => tagIds.includes(tagId)) ?? only ?? null;
}

/** A text of the dashboard, with what is known here filled in. */
function text(key: string, values: Record<string, string>): string {
  const found = new Map<string, string>(Object.entries({ ...tracking, ...words })).get(key) ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** What a page says is printed without its control characters: a terminal would obey them. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}

const LABELS = { grave: 'MEND', warning: 'look', note: 'note' } as const;

function print(
  { url, hops, seen, findings }: Report,
  say: Options['say'],
  values: Record<string, string>,
): void {
  const all = (items: readonly string[]) => items.map(plain).join(', ') || 'none';
  for (const hop of hops) say(`${hop.status}  ${plain(hop.url)}`);
  say('');
  say(`tag ids    ${all(seen.tagIds)}`);
  const image = seen.image ? ['image'] : [];
  say(`codes      ${all([...(seen.pageView ? ['page view'] : []), ...seen.events, ...image])}`);
  if (seen.eventsAtTimes.length > 0) say(`at times   ${all(seen.eventsAtTimes)}`);
  say(`scripts    ${all(seen.scripts)}`);
  for (const { finding, weight, names, lines } of findings) {
    say('');
    say(
      `${LABELS[weight]}  ${text(`finding.${finding}`, values)}${names.length > 0 ? `: ${all(names)}` : ''}`,
    );
    say(`      ${text(`finding.${finding}Mend`, values)}`);
    for (const line of lines) say(`      > ${plain(line)}`);
  }
  say('');
  const toMend = findings.filter(({ weight }) => weight !== 'note').length;
  say(toMend === 0 ? `${plain(url)}: the codes on this page are fine.` : `${plain(url)}: ${toMend} to mend.`);
}

/** What begins with a host, and no scheme before it. */
const BARE = /^[^\s:/?#@]+\.[^\s:/?#@]+(?::\d+)?(?:[/?#]|$)/;

/** An address as somebody types it: without its scheme, or in letters of its own. */
function typed(text: string): string {
  const trimmed = text.trim();
  const address = BARE.test(trimmed) ? `https://${trimmed}` : trimmed;
  return URL.canParse(address) && /[^\x21-\x7e]/.test(address) ? new URL(address).href : address;
}

/** `tagline doctor URL`: says what is wrong with the codes on a page; gives the exit code. */
export async function runDoctor(address: string, options: Options): Promise<number> {
  const { config, say, now, internet = INTERNET } = options;
  const url = Destination.safeParse(typed(address));
  if (!url.success) {
    say(`${plain(address)}: ${words['problem.not_public']}`);
    return NO_PAGE;
  }
  const accounts = await accountsOf(options);
  const tagIds = accounts?.map(({ tagId }) => tagId) ?? null;
  const origin = config.tagUrl ?? config.publicUrl;
  if (origin === null) say('PUBLIC_URL is not set, so whether a script comes from this server is not known.');
  const otherOrigins = config.publicUrl === null ? [] : [config.publicUrl];
  const report = await doctor(url.data, {
    clickId: newTimedId(now()),
    internet,
    whose: (seen) => ({ account: accountOf(accounts, seen), tagIds, origin, otherOrigins, builds: BUILDS }),
  });
  if (typeof report === 'string') {
    say(`${plain(url.data)}: ${words[`problem.${report}`]}`);
    return NO_PAGE;
  }
  print(report, say, {
    tagId: accountOf(accounts, report.seen.tagIds)?.tagId ?? 'your own',
    origin: origin ?? 'the address of your Tagline',
  });
  return report.findings.some(({ weight }) => weight !== 'note') ? FINDINGS : FINE;
}
