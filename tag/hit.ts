import type { WireFlag, WireHit } from './wire.ts';

/** A hit on its way, complete once it has an id. JSON leaves out what is undefined. */
export type Draft = { [Key in keyof WireHit]?: WireHit[Key] | undefined } & {
  tag: string;
  readonly age: number;
  flags: WireFlag[];
};
