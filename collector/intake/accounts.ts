import type { Account } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';

/** Finds accounts by what stands in the tag. */
export interface Accounts {
  byTagId(tagId: string): Promise<Account | null>;
  /** Reads them anew on the next call: after an account was added or changed. */
  forget(): void;
}

/** Accounts by tag id, read once and remembered, because every hit asks. */
export function rememberAccounts(records: Pick<RecordStore, 'accounts'>): Accounts {
  let known: Map<string, Account> | null = null;
  return {
    async byTagId(tagId) {
      known ??= new Map((await records.accounts()).map((account) => [account.tagId, account]));
      return known.get(tagId) ?? null;
    },
    forget() {
      known = null;
    },
  };
}
