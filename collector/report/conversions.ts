import { type Account, type CustomConversion, DAY } from '../../db/model.ts';

import { type Counted, countConversions, sumBefore } from '../conversion/count.ts';
import { groupBy } from '../lib/group.ts';
import { withDigits } from '../lib/money.ts';
import { choiceOf } from '../rule/choice.ts';
import type { ReportDeps } from './deps.ts';

/** Days that the list looks back. */
const LIST_DAYS = 30;

function rowOf(conversion: CustomConversion, counted: Counted | undefined) {
  const { accountId: _, rule, value, ...shown } = conversion;
  return {
    ...shown,
    rule: choiceOf(rule),
    value:
      value.from === 'fixed' ? { from: value.from, money: withDigits(value.money) } : { from: value.from },
    conversions: counted?.count ?? 0,
    worth: counted ? sumBefore([counted], Infinity).value.map(withDigits) : [],
    lastAt: counted && counted.count > 0 ? counted.at.reduce((last, at) => Math.max(last, at), 0) : null,
  };
}

async function count({ events, now }: ReportDeps, account: Account, conversions: CustomConversion[]) {
  const to = now() + 1;
  const period = { from: to - LIST_DAYS * DAY, to };
  // An archived one keeps its row, but counts no more.
  const active = conversions.filter((conversion) => conversion.archivedAt === null);
  const counted = await countConversions(events, account.id, active, period);
  return new Map(counted.map((one) => [one.conversion.id, one]));
}

/** Every custom conversion of an account with what it counted in the last 30 days, oldest first. */
export async function conversionRows(deps: ReportDeps, account: Account) {
  const conversions = await deps.records.conversions(account.id);
  const counted = await count(deps, account, conversions);
  return conversions.map((conversion) => rowOf(conversion, counted.get(conversion.id)));
}

/** One custom conversion with the same figures. */
export async function conversionRow(deps: ReportDeps, account: Account, conversion: CustomConversion) {
  const counted = await count(deps, account, [conversion]);
  return rowOf(conversion, counted.get(conversion.id));
}

/** Event names seen on an account's sites, most frequent first. */
export async function eventNames({ events }: ReportDeps, account: Account) {
  const byEvent = groupBy(await events.codes(account.id), (code) => code.event);
  byEvent.delete(null);
  return [...byEvent]
    .map(([event, codes]) => ({
      event: event ?? '',
      count: codes.reduce((sum, code) => sum + code.count, 0),
      lastAt: Math.max(...codes.map((code) => code.lastAt)),
    }))
    .sort((a, b) => b.count - a.count);
}
