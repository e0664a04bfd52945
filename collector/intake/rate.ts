import { isInner } from '../lib/address.ts';

/** Hits of one visitor of an account in a minute: more than any person makes. */
export const VISITOR_MAX = 1_000;
/** Hits of one network address in a minute; a whole company or mobile network may stand behind one. */
export const ADDRESS_MAX = 10_000;
/** Names that are counted at a time; beyond it, counting starts anew, so that memory stays small. */
const NAMES_MAX = 100_000;
const MINUTE = 60_000;

/** Counts what arrives, by who sends it. Nothing of it is stored anywhere. */
export interface Rates {
  /** Counts a hit; true where its visitor or its address has sent too many in this minute. */
  isTooMany(hit: { accountId: number; visitor: string | null; address: string; at: number }): boolean;
  /** Counts what is no hit, beside the hits; true where its address has sent too many in this minute. */
  isTooManyFrom(address: string, at: number): boolean;
}

/** Counters of one minute, forgotten with it. */
export function createRates(): Rates {
  let minute = 0;
  let names = 0;
  const addresses = new Map<string, number>();
  const visitors = new Map<number, Map<string, number>>();

  function isOver(counts: Map<string, number>, name: string, most: number): boolean {
    const count = (counts.get(name) ?? 0) + 1;
    if (count === 1) names += 1;
    counts.set(name, count);
    return count > most;
  }

  function visitorsOf(accountId: number): Map<string, number> {
    const known = visitors.get(accountId);
    if (known) return known;
    const counts = new Map<string, number>();
    visitors.set(accountId, counts);
    return counts;
  }

  function goOn(at: number): void {
    const now = Math.floor(at / MINUTE);
    if (now !== minute || names >= NAMES_MAX) {
      addresses.clear();
      visitors.clear();
      names = 0;
    }
    minute = now;
  }

  function isTooManyFrom(address: string, at: number): boolean {
    goOn(at);
    // An inner address is a proxy that nobody told us of, with everybody behind it.
    return !isInner(address) && isOver(addresses, address, ADDRESS_MAX);
  }

  return {
    isTooManyFrom,
    isTooMany({ accountId, visitor, address, at }) {
      const byAddress = isTooManyFrom(address, at);
      const byVisitor = visitor !== null && isOver(visitorsOf(accountId), visitor, VISITOR_MAX);
      return byVisitor || byAddress;
    },
  };
}
