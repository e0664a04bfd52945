import { type Account, type Audience, DAY, type Period } from '../../db/model.ts';
import type { EventReader, RecordStore } from '../../db/store.ts';
import { type RuleChoice, ruleOf } from '../rule/choice.ts';

interface Deps {
  records: RecordStore;
  now: () => number;
}

/** The last `days` times 24 hours, up to and including now. */
export function lookBack(days: number, now: number): Period {
  return { from: now - days * DAY, to: now + 1 };
}

/** Keeps a web-traffic audience. Its members are computed whenever it is read. */
export function addAudience(
  { records, now }: Deps,
  account: Account,
  input: { name: string; rule: RuleChoice; days: number },
): Promise<Audience> {
  return records.addAudience({
    accountId: account.id,
    name: input.name,
    rule: ruleOf(input.rule),
    days: input.days,
    createdAt: now(),
  });
}

/** LINE user ids of an audience now, sorted. */
export function audienceUsers(
  { events, now }: Pick<Deps, 'now'> & { events: EventReader },
  audience: Audience,
): Promise<string[]> {
  return events.audienceUsers(audience.accountId, audience.rule, lookBack(audience.days, now()));
}
