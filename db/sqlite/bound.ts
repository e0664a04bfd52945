import { is, Param, Placeholder } from 'drizzle-orm';
import type { Db } from './client.ts';

/** What can be bound to a statement as it is. */
type Bindable = string | number | bigint | Buffer | null;

/** What a write did. */
interface Written {
  changes: number;
  lastInsertRowid: number | bigint;
}

function nameOf(param: unknown): string {
  const value = is(param, Param) ? param.value : param;
  if (is(value, Placeholder)) return value.name;
  throw new Error('a bound statement takes placeholders only');
}

interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
}

/**
 * A prepared statement of drizzle's that binds a row by itself: drizzle looks at every placeholder anew in each call,
 * which for a hit's eighteen columns costs more than SQLite's own work. A row holds the values of `columns`, in that
 * order, which is the statement's own. For columns whose values need no mapping.
 */
export function boundRow(db: Db, prepared: Prepared, columns: readonly string[]) {
  const { sql, params } = prepared.getQuery();
  const names = params.map(nameOf);
  if (names.join() !== columns.join()) throw new Error(`a row is bound in the order of ${names.join()}`);
  const statement = db.$client.prepare(sql);
  return (row: Bindable[]): Written => statement.run(row);
}

/** A statement that answers one row id, and binds its values by name. */
export function boundId<K extends string>(db: Db, prepared: Prepared) {
  const { sql, params } = prepared.getQuery();
  const names = params.map(nameOf);
  const statement = db.$client.prepare(sql).pluck();
  return (values: Readonly<Record<K, Bindable>>): number => {
    const byName: Readonly<Record<string, Bindable>> = values;
    return Number(statement.get(names.map((name) => byName[name] ?? null)));
  };
}
