import { sql } from 'drizzle-orm';
import type { Agent, Page } from '../model.ts';
import { boundId } from './bound.ts';
import type { Db } from './client.ts';
import { agent, url, user, visitor, word } from './schema/index.ts';

/** How many texts each dictionary remembers in memory; beyond it, it starts anew. */
const REMEMBERED = 50_000;

/** Turns values that repeat into row ids, remembering what it has seen. */
export interface Dictionary {
  word(text: string | null): number | null;
  url(page: Page): number;
  agent(agent: Agent): number;
  visitor(accountId: number, key: string): number;
  user(accountId: number, userId: string): number;
  /** Forgets what it remembers: after a transaction that was rolled back, ids it gave may not exist. */
  forget(): void;
}

function remember<T>(keyOf: (value: T) => string, idOf: (value: T) => number) {
  const ids = new Map<string, number>();
  const look = (value: T): number => {
    const key = keyOf(value);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = idOf(value);
    if (ids.size >= REMEMBERED) ids.clear();
    ids.set(key, id);
    return id;
  };
  return Object.assign(look, { forget: () => ids.clear() });
}

/** The same for what accounts have apart: one memory in each, because joining both into one key costs more than a look. */
function rememberApart(idOf: (accountId: number, key: string) => number) {
  const accounts = new Map<number, Map<string, number>>();
  let size = 0;
  const forget = () => {
    accounts.clear();
    size = 0;
  };
  const look = (accountId: number, key: string): number => {
    const known = accounts.get(accountId)?.get(key);
    if (known !== undefined) return known;
    const id = idOf(accountId, key);
    if (size >= REMEMBERED) forget();
    const ids = accounts.get(accountId) ?? new Map<string, number>();
    accounts.set(accountId, ids.set(key, id));
    size += 1;
    return id;
  };
  return Object.assign(look, { forget });
}

/** 32 hex digits to 16 bytes. */
export function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/** A dictionary over one connection. Its methods write, so they belong inside the caller's transaction. */
export function createDictionary(db: Db): Dictionary {
  const value = sql.placeholder('value');
  const accountId = sql.placeholder('accountId');
  const again = { id: sql`id` }; // an UPDATE that changes nothing, so that RETURNING answers for known rows too

  const words = boundId<'value'>(
    db,
    db
      .insert(word)
      .values({ text: value })
      .onConflictDoUpdate({ target: word.text, set: again })
      .returning({ id: word.id })
      .prepare(),
  );
  const urls = boundId<'value' | 'page'>(
    db,
    db
      .insert(url)
      .values({ url: value, page: sql.placeholder('page') })
      .onConflictDoUpdate({ target: url.url, set: again })
      .returning({ id: url.id })
      .prepare(),
  );
  const agents = db
    .insert(agent)
    .values({
      text: sql.placeholder('text'),
      browser: sql.placeholder('browser'),
      os: sql.placeholder('os'),
      device: sql.placeholder('device'),
      lineApp: sql.placeholder('lineApp'),
    })
    .onConflictDoUpdate({ target: agent.text, set: again })
    .returning({ id: agent.id })
    .prepare();
  const visitors = boundId<'accountId' | 'value'>(
    db,
    db
      .insert(visitor)
      .values({ accountId, key: value })
      .onConflictDoUpdate({ target: [visitor.accountId, visitor.key], set: again })
      .returning({ id: visitor.id })
      .prepare(),
  );
  const users = boundId<'accountId' | 'value'>(
    db,
    db
      .insert(user)
      .values({ accountId, userId: value })
      .onConflictDoUpdate({ target: [user.accountId, user.userId], set: again })
      .returning({ id: user.id })
      .prepare(),
  );

  const wordId = remember<string>(
    (text) => text,
    (text) => words({ value: text }),
  );
  const urlId = remember<Page>(
    (page) => page.url,
    (page) => urls({ value: page.url, page: page.page }),
  );
  const agentId = remember<Agent>(
    (one) => one.text,
    (one) => agents.get({ ...one, lineApp: one.lineApp ? 1 : 0 }).id,
  );
  const visitorId = rememberApart((account, key) => visitors({ accountId: account, value: bytesOf(key) }));
  const userId = rememberApart((account, id) => users({ accountId: account, value: id }));

  return {
    word: (text) => (text === null ? null : wordId(text)),
    url: urlId,
    agent: agentId,
    visitor: visitorId,
    user: userId,
    forget() {
      for (const one of [wordId, urlId, agentId, visitorId, userId]) one.forget();
    },
  };
}
