import type { WireFlag, WireHit } from './wire.ts';

/** What a call says of a hit. JSON leaves out what is undefined. */
export type Called = { [Key in keyof WireHit]?: WireHit[Key] | undefined } & {
  tag: string;
  flags: WireFlag[];
};

/** A hit on its way. Until its id is whole (32 digits, not only the 15 of its moment) its texts are not cleaned. */
export type Draft = Called & { id: string; url: string; referrer: string; title: string };
