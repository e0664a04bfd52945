import { and, desc, eq } from 'drizzle-orm';
import type { Broadcast, LineFigures, NewBroadcast } from '../model.ts';
import type { Change } from '../store.ts';
import { given } from './change.ts';
import type { Db } from './client.ts';
import { broadcast, broadcastConversion } from './schema/index.ts';

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
  };
}

function lineColumns({ delivered, opened, clicked, played }: LineFigures) {
  return { lineDelivered: delivered, lineOpened: opened, lineClicked: clicked, linePlayed: played };
}

function putConversions(db: Db, broadcastId: number, ids: number[]): void {
  db.delete(broadcastConversion).where(eq(broadcastConversion.broadcastId, broadcastId)).run();
  for (const conversionId of ids) db.insert(broadcastConversion).values({ broadcastId, conversionId }).run();
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

export function addBroadcast(db: Db, { line, conversionIds, ...rest }: NewBroadcast): Broadcast {
  return db.transaction(
    () => {
      const row = db
        .insert(broadcast)
        .values({ ...rest, ...lineColumns(line) })
        .returning()
        .get();
      putConversions(db, row.id, conversionIds);
      return broadcastOf(db, row);
    },
    { behavior: 'immediate' },
  );
}

export function changeBroadcast(
  db: Db,
  accountId: number,
  id: number,
  { line, conversionIds, ...rest }: Change<Omit<NewBroadcast, 'accountId' | 'createdAt'>>,
): Broadcast | null {
  return db.transaction(
    () => {
      if (!broadcastById(db, accountId, id)) return null;
      const parts = given({ ...rest, ...(line ? lineColumns(line) : {}) });
      if (parts) db.update(broadcast).set(parts).where(eq(broadcast.id, id)).run();
      if (conversionIds) putConversions(db, id, conversionIds);
      return broadcastById(db, accountId, id);
    },
    { behavior: 'immediate' },
  );
}
