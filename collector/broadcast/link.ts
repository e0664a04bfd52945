import { TaglineError } from '../../db/error.ts';
import type { Account, Link } from '../../db/model.ts';
import type { Change, RecordStore } from '../../db/store.ts';

interface Deps {
  records: RecordStore;
  now: () => number;
  newCode: () => string;
}

async function checkBroadcast({ records }: Deps, account: Account, id: number | null): Promise<void> {
  if (id !== null && !(await records.broadcast(account.id, id))) {
    throw new TaglineError('invalid', 'unknown_broadcast', 'There is no such broadcast.');
  }
}

/** Makes a tracked link with a code nobody can guess. Throws `invalid` where it would lead to one of `origin`. */
export async function addLink(
  deps: Deps,
  account: Account,
  input: { name: string; destination: string; broadcastId: number | null },
  origin: string,
): Promise<Link> {
  if (input.destination.startsWith(linkUrl(origin, ''))) {
    throw new TaglineError('invalid', 'invalid_input', 'destination: is a tracked link itself');
  }
  await checkBroadcast(deps, account, input.broadcastId);
  return deps.records.addLink({
    accountId: account.id,
    code: deps.newCode(),
    createdAt: deps.now(),
    ...input,
  });
}

/**
 * Renames a link or moves it to another broadcast. Its code and destination stay for good: messages that were
 * sent carry them. Null where there is none.
 */
export async function changeLink(
  deps: Deps,
  account: Account,
  id: number,
  change: Change<Pick<Link, 'name' | 'broadcastId'>>,
): Promise<Link | null> {
  await checkBroadcast(deps, account, change.broadcastId ?? null);
  return deps.records.changeLink(account.id, id, change);
}

/** The tracked address of a code. */
export function linkUrl(origin: string, code: string): string {
  return `${origin}/r/${code}`;
}
