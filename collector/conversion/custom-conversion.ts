import { z } from '@hono/zod-openapi';
import { TaglineError } from '../../db/error.ts';
import {
  type Account,
  CONVERSION_CODE_EVENT,
  type ConversionValue,
  type CustomConversion,
  type NewCustomConversion,
} from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import { isCurrency, moneyOf } from '../lib/money.ts';
import { type RuleChoice, ruleOf } from '../rule/choice.ts';

/** What a conversion is worth, as a form says it: `amount` in major units. */
export const ConversionValueIn = z.discriminatedUnion('from', [
  z.object({ from: z.literal('hit') }),
  z.object({
    from: z.literal('fixed'),
    amount: z.number().min(0),
    currency: z.string().refine(isCurrency, 'is no ISO 4217 currency'),
  }),
  z.object({ from: z.literal('none') }),
]);
export type ConversionValueIn = z.infer<typeof ConversionValueIn>;

interface Deps {
  records: RecordStore;
  now: () => number;
}

function worthOf(value: ConversionValueIn): ConversionValue {
  if (value.from !== 'fixed') return value;
  const money = moneyOf(value.amount, value.currency);
  if (!money) throw new TaglineError('invalid', 'invalid_input', 'value.amount: is too large');
  return { from: 'fixed', money };
}

/** The one custom conversion that every account starts with. */
export function firstConversion(accountId: number, createdAt: number): NewCustomConversion {
  return {
    accountId,
    name: 'Conversion',
    rule: ruleOf({ by: 'event', event: CONVERSION_CODE_EVENT }),
    value: { from: 'hit' },
    createdAt,
  };
}

/** Adds a custom conversion. It is a row; reports count through it at once, over the past too. */
export function addConversion(
  { records, now }: Deps,
  account: Account,
  input: { name: string; rule: RuleChoice; value: ConversionValueIn },
): Promise<CustomConversion> {
  return records.addConversion({
    accountId: account.id,
    name: input.name,
    rule: ruleOf(input.rule),
    value: worthOf(input.value),
    createdAt: now(),
  });
}

/** Renames, archives (it stops counting anywhere) or brings back a custom conversion. */
export function changeConversion(
  { records, now }: Deps,
  account: Account,
  id: number,
  change: { name?: string | undefined; archived?: boolean | undefined },
): Promise<CustomConversion | null> {
  return records.changeConversion(account.id, id, {
    name: change.name,
    archivedAt: change.archived === undefined ? undefined : change.archived ? now() : null,
  });
}
