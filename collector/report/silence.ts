import type { RecordStore } from '../../db/store.ts';

/** The silence of an account's tag, while it goes on. */
export async function silenceOf(records: Pick<RecordStore, 'silence'>, accountId: number) {
  const silence = await records.silence(accountId);
  if (!silence) return null;
  const { since, noticedAt, expected, hours } = silence;
  return { since, noticedAt, expected, hours };
}
