import type { First } from '../handed.ts';
import { WIRE_VERSION, type WireHop, type WireIdentify } from '../wire.ts';

type Body = { [Key in keyof (WireHop & WireIdentify)]?: unknown };

/** Tells the collector something of this visitor, for each of `tags`. */
export const tell = (
  first: First,
  route: 'identify' | 'hop',
  tags: string[] = [],
  fields: Pick<Body, 'idToken' | 'hop'>,
): void => {
  for (const tag of tags) {
    const body: Body = { v: WIRE_VERSION, tag, ...first.$facts(), ...fields };
    void first.$way.$post(route, first.$json(body));
  }
};
