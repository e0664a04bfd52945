import { type SQL, sql } from 'drizzle-orm';
import type { Forgotten, Limit } from '../../store.ts';
import type { Db } from '../client.ts';
import { createMarks, type Marks } from './mark.ts';

/** Rows that are looked at, and perhaps deleted, at once. */
const ROWS = 120;

interface Table {
  /** Ids after one, in order, that may be deleted if nothing names them. */
  ids: (after: number) => SQL;
  /** Whether a row with that id has to stay. */
  stays: (id: number) => boolean;
  remove: (ids: SQL) => SQL;
  most: number;
  count: (deleted: number) => void;
}

/** Deletes what nothing names of one table. What came meanwhile is marked in the same transaction. */
function* sweepTable(db: Db, marks: Marks, table: Table, onSwept: () => void): Generator<void> {
  let last = 0;
  while (last < table.most) {
    const ids = db.values<[number]>(table.ids(last)).map(([id]) => id);
    last = ids.length < ROWS ? table.most : (ids.at(-1) ?? table.most);
    if (ids.some((id) => !table.stays(id))) {
      db.transaction(
        () => {
          while (marks.more());
          const gone = ids.filter((id) => !table.stays(id));
          db.run(table.remove(sql`(SELECT value FROM json_each(${JSON.stringify(gone)}))`));
          table.count(gone.length);
        },
        { behavior: 'immediate' },
      );
      onSwept();
    }
    yield;
  }
}

/** Identity links before the limit of their account, by the visitor of whom nothing else is left. */
function* sweepLinks(db: Db, limits: Limit[], marks: Marks, forgotten: Forgotten): Generator<void> {
  const before = new Map(limits.map((limit) => [limit.accountId, limit.before]));
  let last = 0;
  for (;;) {
    const rows = db.values<[number, number, number, number, number]>(sql`
      SELECT l.id, l.visitor_id, l.user_id, l.at, v.account_id
      FROM identity_link l JOIN visitor v ON v.id = l.visitor_id WHERE l.id > ${last} ORDER BY l.id LIMIT ${ROWS}`);
    db.transaction(
      () => {
        while (marks.more());
        const gone: number[] = [];
        for (const [id, visitor, user, at, account] of rows) {
          last = id;
          if (!marks.visitor.has(visitor) && at < (before.get(account) ?? -Infinity)) gone.push(id);
          else {
            // Whoever is known without a hit yet stays.
            marks.visitor.add(visitor);
            marks.user.add(user);
          }
        }
        db.run(
          sql`DELETE FROM identity_link WHERE id IN (SELECT value FROM json_each(${JSON.stringify(gone)}))`,
        );
        forgotten.identityLinks += gone.length;
      },
      { behavior: 'immediate' },
    );
    if (rows.length < ROWS) return;
    yield;
  }
}

/** Deletes who and what no fact names any more: identity links, visitors, LINE users, and texts of any account. */
export function* sweep(db: Db, limits: Limit[], forgotten: Forgotten, onSwept: () => void): Generator<void> {
  const marks = createMarks(db);
  while (marks.more()) yield;
  yield* sweepLinks(db, limits, marks, forgotten);
  // In the same turn: a link that is made later has a greater id.
  const lastLink = db.values<[number | null]>(sql`SELECT max(id) FROM identity_link`)[0]?.[0] ?? 0;
  const accounts = sql`(SELECT value FROM json_each(${JSON.stringify(limits.map(({ accountId }) => accountId))}))`;
  const named = (table: 'visitor' | 'line_user'): Pick<Table, 'ids' | 'remove'> => ({
    ids: (after) =>
      sql`SELECT id FROM ${sql.raw(table)} WHERE id > ${after} AND account_id IN ${accounts} ORDER BY id LIMIT ${ROWS}`,
    // A link may have been made while this went on.
    remove: (ids) => sql`
      DELETE FROM ${sql.raw(table)} WHERE id IN ${ids} AND id NOT IN
        (SELECT ${sql.raw(table === 'visitor' ? 'visitor_id' : 'user_id')} FROM identity_link WHERE id > ${lastLink})`,
  });
  const text = (table: 'word' | 'url' | 'agent'): Table => ({
    ids: (after) => sql`SELECT id FROM ${sql.raw(table)} WHERE id > ${after} ORDER BY id LIMIT ${ROWS}`,
    stays: marks[table].has,
    remove: (ids) => sql`DELETE FROM ${sql.raw(table)} WHERE id IN ${ids}`,
    most: marks[table].most,
    count: (deleted) => {
      forgotten.texts += deleted;
    },
  });
  const tables: Table[] = [
    {
      ...named('visitor'),
      stays: marks.visitor.has,
      most: marks.visitor.most,
      count: (deleted) => {
        forgotten.visitors += deleted;
      },
    },
    { ...named('line_user'), stays: marks.user.has, most: marks.user.most, count: () => {} },
    ...(['word', 'url', 'agent'] as const).map(text),
  ];
  for (const table of tables) yield* sweepTable(db, marks, table, onSwept);
}
