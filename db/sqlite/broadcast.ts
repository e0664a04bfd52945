import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Broadcast, LineFigures, NewBroadcast } from '../model.ts';
import type { Change } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { broadcast, broadcastConversion, link } from './schema/index.ts';

type Row = typeof broadcast.$inferSelect;

function broadcastOf(db: Db, row: Row): Broadcast {
  const { lineDelivered, lineOpened, lineClicked, linePlayed, ...rest } = row;
  const conversionIds = db
    .select({ id: broadcastConversion.conversionId })
    .from(broadcastConversion)
    .where(eq(broadcastConversion.broadcastId, row.id))
    .orderBy(broadcastConversion.conversionId)
    .all()
    .map((carried) => carried.id);
  return {
    ...rest,
    line: { delivered: lineDelivered, opened: lineOpened, clicked: lineClicked, played: linePlayed },
    conversionIds,
    linkIds: db
      .select({ id: link.id })
      .from(link)
      .where(eq(link.broadcastId, row.id))
      .orderBy(link.id)
      .all()
      .map(({ id }) => id),
  };
}

function lineColumns({ delivered, opened, clicked, played }: LineFigures) {
  return { lineDelivered: delivered, lineOpened: opened, lineClicked: clicked, linePlayed: played };
}

function putConversions(db: Db, broadcastId: number, ids: number[]): void {
  db.delete(broadcastConversion).where(eq(broadcastConversion.broadcastId, broadcastId)).run();
  for (const conversionId of ids) db.insert(broadcastConversion).values({ broadcastId, conversionId }).run();
}

/** Moves links in and out, so that exactly these of the account are in the broadcast. */
function putLinks(db: Db, accountId: number, broadcastId: number, ids: number[]): void {
  db.update(link).set({ broadcastId: null }).where(eq(link.broadcastId, broadcastId)).run();
  db.update(link)
    .set({ broadcastId })
    .where(and(eq(link.accountId, accountId), inArray(link.id, ids)))
    .run();
}

export function broadcasts(db: Db, accountId: number): Broadcast[] {
  return db
    .select()
    .from(broadcast)
    .where(eq(broadcast.accountId, accountId))
    .orderBy(desc(broadcast.sentAt), desc(broadcast.id))
    .all()
    .map((row) => broadcastOf(db, row));
}

export function broadcastById(db: Db, accountId: number, id: number): Broadcast | null {
  const row = db
    .select()
    .from(broadcast)
    .where(and(eq(broadcast.accountId, accountId), eq(broadcast.id, id)))
    .get();
  return row ? broadcastOf(db, row) : null;
}

export function addBroadcast(db: Db, { line, conversionIds, linkIds, ...rest }: NewBroadcast): Broadcast {
  return db.transaction(
    () => {
      const row = db
        .insert(broadcast)
        .values({ ...rest, ...lineColumns(line) })
        .returning()
        .get();
      putConversions(db, row.id, conversionIds);
      putLinks(db, rest.accountId, row.id, linkIds);
      return broadcastOf(db, row);
    },
    { behavior: 'immediate' },
  );
}

export function changeBroadcast(
  db: Db,
  accountId: number,
  id: number,
  { line, conversionIds, linkIds, ...rest }: Change<Omit<NewBroadcast, 'accountId' | 'createdAt'>>,
): Broadcast | null {
  return db.transaction(
    () => {
      if (!broadcastById(db, accountId, id)) return null;
      const parts = given({ ...rest, ...(line ? lineColumns(line) : {}) });
      if (parts) db.update(broadcast).set(parts).where(eq(broadcast.id, id)).run();
      if (conversionIds) putConversions(db, id, conversionIds);
      if (linkIds) putLinks(db, accountId, id, linkIds);
      return broadcastById(db, accountId, id);
    },
    { behavior: 'immediate' },
  );
}

/** Links in a broadcast. */
export function linksOfBroadcast(db: Db, accountId: number, broadcastId: number): number[] {
  return db
    .select({ id: link.id })
    .from(link)
    .where(and(eq(link.accountId, accountId), eq(link.broadcastId, broadcastId)))
    .all()
    .map(({ id }) => id);
}
