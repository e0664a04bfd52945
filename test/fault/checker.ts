import { sql } from 'drizzle-orm';
import { BLOCK_ROWS } from '../../db/column/part.ts';
import type { Tally } from '../../db/model.ts';
import { openStore, type Store } from '../../db/open.ts';
import { partsOf, rowsBetween, sealed } from '../../db/sqlite/column/part.ts';
import type { Kind, Ledger } from './client.ts';

/** The account as `outcome/reason: hits`. */
export type Account = Record<string, number>;

/** What is known from elsewhere of a database that is looked at. */
export interface Known {
  ledger: Ledger;
  /** Only what was acknowledged up to this mark must be there; everything, where there is none. */
  until?: number;
  /** Whether the process ended without an order: what failed is then in no account, or after all stored. */
  killed: boolean;
  /** The same account as `/metrics` told it last, when nothing was under way. */
  metrics?: Account;
}

/** Milliseconds in which a database must be open again. */
const READY = 5_000;

function accountOf(lines: Tally[]): Account {
  return Object.fromEntries(
    lines.map(({ outcome, reason, count }) => [reason ? `${outcome}/${reason}` : outcome, count]),
  );
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

/** I1, I2: what was acknowledged is there, and nothing is there twice. */
function checkStored({ signIn: { db } }: Store, { ledger, until = Infinity }: Known): string[] {
  const times = new Map(
    db.values<[string, number]>(
      sql`SELECT lower(hex(hit_id)), count(*) FROM hit GROUP BY account_id, hit_id`,
    ),
  );
  const twice = [...times].filter(([, count]) => count !== 1).map(([id]) => id);
  const lost = [...ledger.acknowledged].filter(([id, mark]) => mark <= until && !times.has(id));
  return [
    ...(lost.length > 0 ? [`I1: ${lost.length} acknowledged hits are lost`] : []),
    ...(twice.length > 0 ? [`I1: ${twice.length} hits are stored more than once`] : []),
    ...(ledger.odd.length > 0 ? [`I5: odd answers: ${[...new Set(ledger.odd)].join(', ')}`] : []),
  ];
}

/** The least and the most that a line of the account may say of hits of one kind. */
function bounds({ ledger: { counts }, killed }: Known, kind: Kind): [least: number, most: number] {
  const { answered, failed, unanswered } = counts[kind];
  // What is refused is refused for its own reason, also where nothing could be written just then. And a commit whose
  // fsync failed, which ends the process, may be on disk all the same.
  return [answered, answered + unanswered + (kind !== 'view' || killed ? failed : 0)];
}

/** I3: every hit is in the account once, by its reason, here and at `/metrics` and with the client. */
function checkAccount(account: Account, hits: number, known: Known): string[] {
  const { counts } = known.ledger;
  const failed = sum(Object.values(counts).map((count) => count.failed));
  const unanswered = sum(Object.values(counts).map((count) => count.unanswered));
  const answered = sum(Object.values(counts).map((count) => count.answered));
  const { stored = 0, duplicate = 0 } = account;
  const own = (name: string) => account[name] ?? 0;
  const lines: [name: string, is: number, least: number, most: number][] = [
    ['stored', stored, hits, hits],
    ['failed', own('failed/storage'), known.killed ? 0 : counts.view.failed, failed + unanswered],
    [
      'received',
      sum(Object.values(account)),
      answered + (known.killed ? 0 : failed),
      answered + failed + unanswered,
    ],
  ];
  if (known.until === undefined)
    lines.push(
      ['stored and duplicate', stored + duplicate, ...bounds(known, 'view')],
      ['dropped', own('dropped/bot'), ...bounds(known, 'bot')],
      ['rejected', own('rejected/bad_hit'), ...bounds(known, 'bad')],
    );
  // After a power cut the client knows more than was on disk: only what the file says of itself can be exact.
  const judged = known.until === undefined ? lines : lines.slice(0, 1);
  const wrong = judged
    .filter(([, is, least, most]) => is < least || is > most)
    .map(([name, is, least, most]) => `I3: ${name} is ${is}, and must be ${least} to ${most}`);
  const { metrics } = known;
  if (metrics && Object.keys({ ...metrics, ...account }).some((name) => (metrics[name] ?? 0) !== own(name)))
    wrong.push(`I3: /metrics says ${JSON.stringify(metrics)}, the file ${JSON.stringify(account)}`);
  return wrong;
}

/** I4: the file is whole. */
function checkWhole({ signIn: { db } }: Store): string[] {
  const integrity = db.values<[string]>(sql`PRAGMA integrity_check`).map(([line]) => line);
  const strays = db.values(sql`PRAGMA foreign_key_check`).length;
  return [
    ...(integrity.join() === 'ok' ? [] : [`I4: integrity_check says ${integrity.join('; ')}`]),
    ...(strays === 0 ? [] : [`I4: ${strays} rows point nowhere`]),
  ];
}

/** I8: what was derived is what would be derived now, to the byte. */
function checkDerived({ signIn: { db } }: Store): string[] {
  const blocks = db.values<[number]>(sql`SELECT block FROM hit_block`).map(([block]) => block);
  return blocks.flatMap((block) => {
    const first = block * BLOCK_ROWS;
    const made = sealed(block, partsOf(rowsBetween(db, first, first + BLOCK_ROWS), first)).parts;
    const kept = db.values<[number, number, Buffer]>(
      sql`SELECT account_id, day, data FROM hit_part WHERE block = ${block} ORDER BY account_id, day`,
    );
    const text = (parts: [number, number, Uint8Array][]) =>
      parts
        .map(([account, day, data]) => `${account} ${day} ${Buffer.from(data).toString('hex')}`)
        .sort()
        .join();
    const same =
      text(kept) ===
      text(made.map(({ accountId, day, data }): [number, number, Uint8Array] => [accountId, day, data]));
    return same ? [] : [`I8: block ${block} is not what its hits make`];
  });
}

/** Everything that must hold of a database after a fault, whichever it was; what does not, in words. */
export async function check(file: string, known: Known): Promise<string[]> {
  const said: string[] = [];
  const since = performance.now();
  const store = openStore(file, (line) => said.push(line));
  try {
    const took = performance.now() - since;
    const hits = store.signIn.db.values<[number]>(sql`SELECT count(*) FROM hit`)[0]?.[0] ?? 0;
    const account = accountOf([...(await store.events.tallies(1)), ...(await store.events.tallies(null))]);
    return [
      ...(took > READY ? [`I4: ready after ${Math.round(took)} ms`] : []),
      ...said.map((line) => `I4: ${line}`),
      ...checkWhole(store),
      ...checkStored(store, known),
      ...checkAccount(account, hits, known),
      ...checkDerived(store),
    ];
  } finally {
    store.close();
  }
}

/** The five-way account as `/metrics` tells it. */
export async function metricsOf(address: string, key: string): Promise<Account> {
  const response = await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const account: Account = {};
  for (const [, outcome = '', reason, count] of (await response.text()).matchAll(
    /^tagline_hits_total\{.*outcome="(\w+)",reason="(\w*)"\} (\d+)$/gm,
  )) {
    if (Number(count) > 0) account[reason ? `${outcome}/${reason}` : outcome] = Number(count);
  }
  return account;
}
