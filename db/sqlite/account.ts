import { eq } from 'drizzle-orm';
import type { Account, NewAccount } from '../model.ts';
import type { Change } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { account, accountDomain } from './schema/index.ts';

export function accounts(db: Db): Account[] {
  return db
    .select()
    .from(account)
    .orderBy(account.name, account.id)
    .all()
    .map((row) => ({ ...row, domains: domainsOf(db, row.id) }));
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

export function accountById(db: Db, id: number): Account | null {
  const row = db.select().from(account).where(eq(account.id, id)).get();
  return row ? { ...row, domains: domainsOf(db, id) } : null;
}

function putDomains(db: Db, accountId: number, domains: string[]): void {
  db.delete(accountDomain).where(eq(accountDomain.accountId, accountId)).run();
  for (const domain of new Set(domains)) db.insert(accountDomain).values({ accountId, domain }).run();
}

export function addAccount(db: Db, { domains, ...row }: NewAccount): Account {
  return db.transaction(
    () => {
      const added = db.insert(account).values(row).returning().get();
      putDomains(db, added.id, domains);
      return { ...added, domains: domainsOf(db, added.id) };
    },
    { behavior: 'immediate' },
  );
}

export function changeAccount(
  db: Db,
  id: number,
  { domains, ...change }: Change<Omit<NewAccount, 'tagId' | 'createdAt'>>,
): Account | null {
  return db.transaction(
    () => {
      if (!accountById(db, id)) return null;
      const parts = given(change);
      if (parts) db.update(account).set(parts).where(eq(account.id, id)).run();
      if (domains) putDomains(db, id, domains);
      return accountById(db, id);
    },
    { behavior: 'immediate' },
  );
}
