import { and, desc, eq, lte, sql } from 'drizzle-orm';
import {
  CHANNELS,
  DAY,
  HIT_FLAGS,
  type HitFlag,
  type NewHit,
  type NewIdentityLink,
  type Tally,
} from '../model.ts';
import type { Appended, Batch } from '../store.ts';
import { boundRow } from './bound.ts';
import type { Db } from './client.ts';
import { bytesOf, createDictionary } from './dictionary.ts';
import { click, hit, hitDetail, identityLink, lostClick, tally } from './schema/index.ts';

/** A bit for each flag, in the order of HIT_FLAGS. */
export function flagBits(flags: HitFlag[]): number {
  return flags.reduce((bits, flag) => bits | (1 << HIT_FLAGS.indexOf(flag)), 0);
}

function placeholders<const K extends string>(names: readonly K[]) {
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as {
    [N in K]: ReturnType<typeof sql.placeholder<N>>;
  };
}

const HIT_COLUMNS = [
  'accountId',
  'hitId',
  'at',
  'delay',
  'channel',
  'eventId',
  'visitorId',
  'urlId',
  'referrerId',
  'titleId',
  'sourceId',
  'agentId',
  'languageId',
  'screenId',
  'countryId',
  'flags',
  'sequence',
  'cuts',
] as const;

function prepare(db: Db) {
  return {
    hit: boundRow(
      db,
      db.insert(hit).values(placeholders(HIT_COLUMNS)).onConflictDoNothing().prepare(),
      HIT_COLUMNS,
    ),
    click: db
      .insert(click)
      .values(placeholders(['accountId', 'key', 'linkId', 'at', 'agentId']))
      .onConflictDoNothing()
      .prepare(),
    detail: db
      .insert(hitDetail)
      .values(placeholders(['hit', 'clickKey', 'valueMinor', 'currency', 'dedupId', 'externalId', 'props']))
      .prepare(),
    identityLink: db
      .insert(identityLink)
      .values(placeholders(['visitorId', 'userId', 'rung', 'evidence', 'at']))
      .prepare(),
    latestLink: db
      .select({ userId: identityLink.userId, rung: identityLink.rung })
      .from(identityLink)
      .where(
        and(
          eq(identityLink.visitorId, sql.placeholder('visitorId')),
          lte(identityLink.at, sql.placeholder('at')),
        ),
      )
      .orderBy(desc(identityLink.at), desc(identityLink.id))
      .limit(1)
      .prepare(),
    lostClick: db
      .insert(lostClick)
      .values(placeholders(['accountId', 'count', 'lastAt']))
      .onConflictDoUpdate({
        target: lostClick.accountId,
        set: {
          count: sql`${lostClick.count} + excluded.count`,
          lastAt: sql`max(${lostClick.lastAt}, excluded.last_at)`,
        },
      })
      .prepare(),
    tally: db
      .insert(tally)
      .values({
        ...placeholders(['accountId', 'outcome', 'reason', 'count', 'lastAt', 'sample', 'day']),
        ofDay: sql.placeholder('count'),
      })
      .onConflictDoUpdate({
        target: [tally.accountId, tally.outcome, tally.reason],
        set: {
          count: sql`${tally.count} + excluded.count`,
          lastAt: sql`max(${tally.lastAt}, excluded.last_at)`,
          sample: sql`coalesce(excluded.sample, ${tally.sample})`,
          day: sql`max(${tally.day}, excluded.day)`,
          ofDay: sql`CASE WHEN excluded.day > ${tally.day} THEN excluded.of_day
            ELSE ${tally.ofDay} + excluded.of_day * (excluded.day = ${tally.day}) END`,
          ofDayBefore: sql`CASE WHEN excluded.day > ${tally.day} THEN ${tally.ofDay} * (excluded.day = ${tally.day} + 1)
            ELSE ${tally.ofDayBefore} + excluded.of_day * (excluded.day = ${tally.day} - 1) END`,
        },
      })
      .prepare(),
  };
}

/** Adds up `stored` and `duplicate` by account, so that a batch writes each line of the account once. */
function countOutcomes(hits: NewHit[], outcomes: ('stored' | 'duplicate')[]): Tally[] {
  const lines = { stored: new Map<number, Tally>(), duplicate: new Map<number, Tally>() };
  hits.forEach(({ accountId, receivedAt }, index) => {
    const outcome = outcomes[index] ?? 'stored';
    const line = lines[outcome].get(accountId);
    if (line) {
      line.count += 1;
      line.lastAt = Math.max(line.lastAt, receivedAt);
    } else {
      lines[outcome].set(accountId, {
        accountId,
        outcome,
        reason: null,
        count: 1,
        lastAt: receivedAt,
        sample: null,
      });
    }
  });
  return [...lines.stored.values(), ...lines.duplicate.values()];
}

/**
 * The writing half of the event store: one call, one transaction, one fsync. Throws what the disk throws. `forget` is to
 * be called after texts or visitors were deleted: numbers of theirs that it remembers stand for nothing any more.
 */
export function createAppend(db: Db): { append(batch: Batch): Appended; forget(): void } {
  const statements = prepare(db);
  const dictionary = createDictionary(db);

  function addDetail(hit: number | bigint, one: NewHit): void {
    const { click, value, dedupKey, externalId, props } = one;
    if (click === null && value === null && dedupKey === null && externalId === null && props === null)
      return;
    statements.detail.run({
      hit,
      clickKey: click === null ? null : bytesOf(click),
      valueMinor: value?.minor ?? null,
      currency: value?.currency ?? null,
      dedupId: dictionary.word(dedupKey),
      externalId,
      props,
    });
  }

  function addHit(one: NewHit): 'stored' | 'duplicate' {
    // In the order of HIT_COLUMNS.
    const { changes, lastInsertRowid } = statements.hit([
      one.accountId,
      bytesOf(one.id),
      one.at,
      one.receivedAt - one.at,
      CHANNELS.indexOf(one.channel),
      dictionary.word(one.event),
      one.visitor === null ? null : dictionary.visitor(one.accountId, one.visitor),
      one.page && dictionary.url(one.page),
      dictionary.word(one.referrer),
      dictionary.word(one.title),
      dictionary.word(one.source),
      one.agent && dictionary.agent(one.agent),
      dictionary.word(one.language),
      dictionary.word(one.screen),
      dictionary.word(one.country),
      flagBits(one.flags),
      one.sequence,
      one.cuts,
    ]);
    if (changes === 0) return 'duplicate';
    addDetail(lastInsertRowid, one);
    return 'stored';
  }

  function addIdentityLink(one: NewIdentityLink): void {
    const visitorId = dictionary.visitor(one.accountId, one.visitor);
    const userId = dictionary.user(one.accountId, one.userId);
    // A site says who it is on every page; only a change of mind is a new fact.
    const latest = statements.latestLink.get({ visitorId, at: one.at });
    if (latest?.userId === userId && latest.rung === one.rung) return;
    statements.identityLink.run({ visitorId, userId, rung: one.rung, evidence: one.evidence, at: one.at });
  }

  function append(batch: Batch): Appended {
    try {
      return db.transaction(
        () => {
          for (const one of batch.clicks) {
            statements.click.run({
              accountId: one.accountId,
              key: bytesOf(one.id),
              linkId: one.linkId,
              at: one.at,
              agentId: one.agent && dictionary.agent(one.agent),
            });
          }
          const outcomes = batch.hits.map(addHit);
          batch.identityLinks.forEach(addIdentityLink);
          for (const line of [...batch.tallies, ...countOutcomes(batch.hits, outcomes)]) {
            statements.tally.run({
              accountId: line.accountId ?? 0,
              outcome: line.outcome,
              reason: line.reason ?? '',
              count: line.count,
              lastAt: line.lastAt,
              sample: line.sample,
              day: Math.floor(line.lastAt / DAY),
            });
          }
          for (const lost of batch.lostClicks ?? []) statements.lostClick.run({ ...lost });
          return { outcomes };
        },
        { behavior: 'immediate' },
      );
    } catch (error) {
      dictionary.forget();
      throw error;
    }
  }

  return { append, forget: dictionary.forget };
}
