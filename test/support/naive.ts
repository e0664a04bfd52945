import type { NewHit, NewIdentityLink, Period } from '../../db/model.ts';
import type { Batch, Filter } from '../../db/store.ts';

/*
 * The reports as a beginner would write them: every fact looked at for every question. What reads columns must say the
 * same.
 */

export interface Facts {
  hits: NewHit[];
  clicks: Batch['clicks'];
  identityLinks: NewIdentityLink[];
  /** Links of each broadcast. */
  broadcasts: Record<number, number[]>;
}

const within = (at: number, { from, to }: Period) => at >= from && at < to;

/** The visitor's latest link at or before a time, else the earliest after it, else the visitor. */
export function personOf({ identityLinks }: Facts, visitor: string | null, at: number): string | null {
  if (visitor === null) return null;
  const mine = identityLinks.filter((link) => link.visitor === visitor).sort((a, b) => a.at - b.at);
  const link = mine.filter((one) => one.at <= at).at(-1) ?? mine[0];
  return link ? `user ${link.userId}` : `visitor ${visitor}`;
}

/** Whose a hit is; null is nobody. */
export const person = (facts: Facts, hit: NewHit) => personOf(facts, hit.visitor, hit.at);

function persons(facts: Facts, hits: NewHit[]): number {
  return new Set(hits.map((hit) => person(facts, hit)).filter((one) => one !== null)).size;
}

/** Each click with the person whose browser landed with it first. */
export function clicksOf(facts: Facts) {
  return facts.clicks
    .map((click) => {
      const landings = facts.hits
        .filter((hit) => hit.click === click.id && hit.visitor !== null)
        .sort((a, b) => a.at - b.at || (String(a.visitor) < String(b.visitor) ? -1 : 1));
      const first = landings[0];
      return { ...click, person: first ? personOf(facts, first.visitor, first.at) : null };
    })
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The hits that pass a filter. */
export function passing(facts: Facts, period: Period, filter: Filter): NewHit[] {
  const { page, device, country, source, event, broadcast } = filter;
  const people = (hits: NewHit[]) => new Set(hits.map((hit) => person(facts, hit)));
  const inPeriod = facts.hits.filter(({ at }) => within(at, period));
  const came =
    source === undefined
      ? null
      : people(inPeriod.filter((hit) => hit.event === null && hit.source === source));
  const did = event === undefined ? null : people(inPeriod.filter((hit) => hit.event === event));
  const clicked =
    broadcast === undefined
      ? null
      : new Set(
          clicksOf(facts)
            .filter(({ linkId, at }) => facts.broadcasts[broadcast]?.includes(linkId) && within(at, period))
            .map((click) => click.person),
        );
  return facts.hits.filter((hit) => {
    const who = person(facts, hit);
    const named = (set: Set<string | null> | null) => set === null || (who !== null && set.has(who));
    return (
      (page === undefined || hit.page?.page === page) &&
      (device === undefined ||
        ((hit.agent?.device ?? 'other') === device.device &&
          (hit.agent?.lineApp ?? false) === device.lineApp)) &&
      (country === undefined || (hit.country ?? '') === country) &&
      named(came) &&
      named(did) &&
      named(clicked)
    );
  });
}

export function traffic(facts: Facts, buckets: Period[], filter: Filter) {
  const whole = { from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0 };
  const views = passing(facts, whole, filter).filter((hit) => hit.event === null && within(hit.at, whole));
  return {
    totals: {
      pageViews: views.length,
      imageOnly: views.filter(({ channel }) => channel === 'image').length,
      visitors: persons(facts, views),
    },
    series: buckets.map((bucket) => {
      const own = views.filter(({ at }) => within(at, bucket));
      return { pageViews: own.length, visitors: persons(facts, own) };
    }),
  };
}

/** Groups by a name, the most first, then by name; persons of each. */
function grouped(facts: Facts, hits: NewHit[], nameOf: (hit: NewHit) => string | null, limit: number) {
  const groups = new Map<string, NewHit[]>();
  for (const hit of hits) {
    const name = nameOf(hit);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), hit]);
  }
  return [...groups]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([name, own]) => ({ name, count: own.length, visitors: persons(facts, own) }));
}

export function breakdown(facts: Facts, period: Period, limit: number, filter: Filter) {
  const views = passing(facts, period, filter).filter((hit) => hit.event === null && within(hit.at, period));
  const by = (nameOf: (hit: NewHit) => string | null, most = limit) => grouped(facts, views, nameOf, most);
  return {
    pages: by((hit) => hit.page?.page ?? null).map(({ name, count, visitors }) => ({
      name,
      pageViews: count,
      visitors,
    })),
    sources: by((hit) => hit.source).map(({ name, count, visitors }) => ({
      name: name || null,
      arrivals: count,
      visitors,
    })),
    devices: by((hit) => `${hit.agent?.device ?? 'other'} ${hit.agent?.lineApp ?? false}`, 99)
      .map(({ name, count, visitors }) => ({ name, pageViews: count, visitors }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    countries: by((hit) => hit.country ?? '').map(({ name, count, visitors }) => ({
      name: name || null,
      pageViews: count,
      visitors,
    })),
  };
}

export function live(facts: Facts, since: number) {
  const hits = facts.hits.filter(({ at }) => at >= since);
  return { people: persons(facts, hits), pageViews: hits.filter(({ event }) => event === null).length };
}
