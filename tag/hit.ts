import type { ANSWER, SIGHT, TURN } from './waits.ts';
import type { WireFlag, WireHit } from './wire.ts';

/** What a call says of a hit. JSON leaves out what is undefined. */
export type Called = { [Key in keyof WireHit]?: WireHit[Key] | undefined } & {
  tag: string;
  flags: WireFlag[];
};

/** Under this name a hit carries what it waits for; JSON leaves it out. */
export const WAITS = Symbol();

/** A hit on its way. Until its id is whole (32 digits, not only the 15 of its moment) its texts are not cleaned. */
export type Draft = Called & {
  id: string;
  url: string;
  referrer: string;
  title: string;
  /** Absent where nothing keeps it from leaving. */
  [WAITS]?: typeof SIGHT | typeof ANSWER | typeof TURN | undefined;
};
