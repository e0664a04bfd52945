import type { Account } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';

/** Finds accounts by what stands in the tag. */
export interface Accounts {
  byTagId(tagId: string): Promise<Account | null>;
  /** All of them, for a request that asks for more than one. */
  byTagIds(): Promise<ReadonlyMap<string, Account>>;
  /** Reads them anew on the next call: after an account was added or changed. */
  forget(): void;
}

/** Accounts by tag id, read once and remembered, because every hit asks. */
export function rememberAccounts(records: Pick<RecordStore, 'accounts'>): Accounts {
  // The reading itself is kept: many hits that ask at once share it, and one that was under way when an account
  // changed is not taken for the news.
  let reading: Promise<Map<string, Account>> | null = null;

  async function read(): Promise<Map<string, Account>> {
    return new Map((await records.accounts()).map((account) => [account.tagId, account]));
  }

  function byTagIds(): Promise<ReadonlyMap<string, Account>> {
    if (reading !== null) return reading;
    const mine = read();
    mine.catch(() => {
      if (reading === mine) reading = null; // so that the next hit asks again
    });
    reading = mine;
    return mine;
  }

  return {
    byTagIds,
    async byTagId(tagId) {
      return (await byTagIds()).get(tagId) ?? null;
    },
    forget() {
      reading = null;
    },
  };
}
