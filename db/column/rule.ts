import type { Rule } from '../model.ts';

/** What a rule says of hits of one event (or of page views): all, none, or those at the addresses marked with 1. */
export type Match = boolean | Uint8Array;

/** What a rule needs to know of the dictionaries. */
export interface RuleNames {
  /** `id` of an event's name; 0 where it was never seen. */
  event(name: string): number;
  /** By `id` of an address: 1 where it contains the text. */
  urls(contains: string): Uint8Array;
}

function negated(match: Match): Match {
  return typeof match === 'boolean' ? !match : match.map((one) => 1 - one);
}

function joined(matches: Match[], all: boolean): Match {
  const tables = matches.filter((match) => typeof match !== 'boolean');
  if (matches.includes(!all)) return !all;
  const [first, ...others] = tables;
  if (!first) return all;
  return first.map((one, url) =>
    Number(
      all
        ? one === 1 && others.every((table) => table[url] === 1)
        : one === 1 || others.some((table) => table[url] === 1),
    ),
  );
}

/** What a rule says of the hits of one event; 0 is page views. */
function matchOf(rule: Rule, event: number, names: RuleNames): Match {
  if ('all' in rule)
    return joined(
      rule.all.map((one) => matchOf(one, event, names)),
      true,
    );
  if ('any' in rule)
    return joined(
      rule.any.map((one) => matchOf(one, event, names)),
      false,
    );
  if ('not' in rule) return negated(matchOf(rule.not, event, names));
  if ('kind' in rule) return (rule.kind === 'event') === (event !== 0);
  if ('event' in rule) return event !== 0 && event === names.event(rule.event.is);
  return names.urls(rule.url.contains);
}

/** A rule made ready for columns: asked once for each event, not for each hit. */
export function compile(rule: Rule, names: RuleNames): (event: number) => Match {
  const known = new Map<number, Match>();
  return (event) => {
    const match = known.get(event) ?? matchOf(rule, event, names);
    known.set(event, match);
    return match;
  };
}
