import { randomUUID } from 'node:crypto';
import type { Account } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import { firstConversion } from '../conversion/custom-conversion.ts';

interface Deps {
  records: RecordStore;
  now: () => number;
}

/**
 * Adds an account and the custom conversion every account starts with. Its tag id is a new one, or LINE's own, taken
 * over so that a site changes the address of a script and nothing else. Throws a conflict where an account has that id.
 */
export async function addAccount(
  { records, now }: Deps,
  {
    tagId = randomUUID(),
    ...input
  }: { name: string; timeZone: string; domains: string[]; tagId?: string | undefined },
): Promise<Account> {
  const account = await records.addAccount({
    ...input,
    tagId,
    consent: 'assumed',
    identityDeclared: false,
    cutParams: [],
    loginChannelId: null,
    createdAt: now(),
  });
  await records.addConversion(firstConversion(account.id, account.createdAt));
  return account;
}
