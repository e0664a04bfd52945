import { randomUUID } from 'node:crypto';
import type { Account } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import { firstConversion } from '../conversion/custom-conversion.ts';

interface Deps {
  records: RecordStore;
  now: () => number;
}

/** Adds an account with a new tag id, and the custom conversion every account starts with. */
export async function addAccount(
  { records, now }: Deps,
  input: { name: string; timeZone: string; domains: string[] },
): Promise<Account> {
  const account = await records.addAccount({
    ...input,
    tagId: randomUUID(),
    consent: 'assumed',
    identityDeclared: false,
    cutParams: [],
    loginChannelId: null,
    createdAt: now(),
  });
  await records.addConversion(firstConversion(account.id, account.createdAt));
  return account;
}
