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

function native<K extends string>(db: Db, prepared: Prepared) {
  const { sql, params } = prepared.getQuery();
  const names = params.map(nameOf);
  return {
    statement: db.$client.prepare(sql),
    bindings(values: Readonly<Record<K, Bindable>>): Bindable[] {
      const byName: Readonly<Record<string, Bindable>> = values;
      const list: Bindable[] = [];
      for (const name of names) list.push(byName[name] ?? null);
      return list;
    },
  };
}

/**
 * A prepared statement of drizzle's that binds its values by itself: drizzle looks at every placeholder anew in each
 * call, which for a hit's eighteen columns costs more than SQLite's own work. For columns whose values need no mapping.
 */
export function bound<K extends string>(db: Db, prepared: Prepared) {
  const { statement, bindings } = native<K>(db, prepared);
  return (values: Readonly<Record<K, Bindable>>): Written => statement.run(bindings(values));
}

/** The same for a statement that answers one row id. */
export function boundId<K extends string>(db: Db, prepared: Prepared) {
  const { statement, bindings } = native<K>(db, prepared);
  statement.pluck();
  return (values: Readonly<Record<K, Bindable>>): number => Number(statement.get(bindings(values)));
}
