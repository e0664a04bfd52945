import { and, eq } from 'drizzle-orm';
import {
  type ConversionValue,
  type CustomConversion,
  type NewCustomConversion,
  NO_CURRENCY,
  type Rule,
} from '../model.ts';
import type { Change } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { customConversion } from './schema/index.ts';

type Row = typeof customConversion.$inferSelect;

function worthOf({ valueFrom, valueMinor, valueCurrency }: Row): ConversionValue {
  if (valueFrom !== 'fixed') return { from: valueFrom };
  return { from: 'fixed', money: { minor: valueMinor ?? 0, currency: valueCurrency ?? NO_CURRENCY } };
}

function conversionOf(row: Row): CustomConversion {
  const rule: Rule = JSON.parse(row.rule);
  const { id, accountId, name, createdAt, archivedAt } = row;
  return { id, accountId, name, rule, value: worthOf(row), createdAt, archivedAt };
}

export function conversions(db: Db, accountId: number): CustomConversion[] {
  return db
    .select()
    .from(customConversion)
    .where(eq(customConversion.accountId, accountId))
    .orderBy(customConversion.id)
    .all()
    .map(conversionOf);
}

export function addConversion(db: Db, conversion: NewCustomConversion): CustomConversion {
  const { value, rule, ...rest } = conversion;
  return conversionOf(
    db
      .insert(customConversion)
      .values({
        ...rest,
        rule: JSON.stringify(rule),
        valueFrom: value.from,
        valueMinor: value.from === 'fixed' ? value.money.minor : null,
        valueCurrency: value.from === 'fixed' ? value.money.currency : null,
        archivedAt: null,
      })
      .returning()
      .get(),
  );
}

export function changeConversion(
  db: Db,
  accountId: number,
  id: number,
  change: Change<Pick<CustomConversion, 'name' | 'archivedAt'>>,
): CustomConversion | null {
  const mine = and(eq(customConversion.accountId, accountId), eq(customConversion.id, id));
  const parts = given(change);
  if (parts) db.update(customConversion).set(parts).where(mine).run();
  const row = db.select().from(customConversion).where(mine).get();
  return row ? conversionOf(row) : null;
}
