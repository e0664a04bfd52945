import { eq } from 'drizzle-orm';
import { TaglineError } from '../error.ts';
import type { Account, NewAccount } from '../model.ts';
import type { Change } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { account, accountCut, accountDomain } from './schema/index.ts';

export function accounts(db: Db): Account[] {
  return db
    .select()
    .from(account)
    .orderBy(account.name, account.id)
    .all()
    .map((row) => whole(db, row));
}

function domainsOf(db: Db, accountId: number): string[] {
  return db
    .select({ domain: accountDomain.domain })
    .from(accountDomain)
    .where(eq(accountDomain.accountId, accountId))
    .orderBy(accountDomain.domain)
    .all()
    .map((row) => row.domain);
}

function cutParamsOf(db: Db, accountId: number): string[] {
  return db
    .select({ param: accountCut.param })
    .from(accountCut)
    .where(eq(accountCut.accountId, accountId))
    .orderBy(accountCut.param)
    .all()
    .map((row) => row.param);
}

function whole(db: Db, row: typeof account.$inferSelect): Account {
  return { ...row, domains: domainsOf(db, row.id), cutParams: cutParamsOf(db, row.id) };
}

export function accountById(db: Db, id: number): Account | null {
  const row = db.select().from(account).where(eq(account.id, id)).get();
  return row ? whole(db, row) : null;
}

function putDomains(db: Db, accountId: number, domains: string[]): void {
  db.delete(accountDomain).where(eq(accountDomain.accountId, accountId)).run();
  for (const domain of new Set(domains)) db.insert(accountDomain).values({ accountId, domain }).run();
}

function putCutParams(db: Db, accountId: number, params: string[]): void {
  db.delete(accountCut).where(eq(accountCut.accountId, accountId)).run();
  for (const param of new Set(params)) db.insert(accountCut).values({ accountId, param }).run();
}

export function addAccount(db: Db, { domains, cutParams, ...row }: NewAccount): Account {
  return db.transaction(
    () => {
      if (db.select().from(account).where(eq(account.tagId, row.tagId)).get())
        throw new TaglineError('conflict', 'tag_taken', 'Another account of this server has this tag id.');
      const added = db.insert(account).values(row).returning().get();
      putDomains(db, added.id, domains);
      putCutParams(db, added.id, cutParams);
      return whole(db, added);
    },
    { behavior: 'immediate' },
  );
}

export function changeAccount(
  db: Db,
  id: number,
  { domains, cutParams, ...change }: Change<Omit<NewAccount, 'tagId' | 'createdAt'>>,
): Account | null {
  return db.transaction(
    () => {
      if (!accountById(db, id)) return null;
      const parts = given(change);
      if (parts) db.update(account).set(parts).where(eq(account.id, id)).run();
      if (domains) putDomains(db, id, domains);
      if (cutParams) putCutParams(db, id, cutParams);
      return accountById(db, id);
    },
    { behavior: 'immediate' },
  );
}
