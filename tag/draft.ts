import { cleaned } from './lib/clean.ts';
import { clock } from './lib/clock.ts';
import { ofDocument } from './lib/of-document.ts';
import { randomHex } from './lib/random-hex.ts';
import { kept } from './lib/stored.ts';
import { news } from './news.ts';
import { page } from './page.ts';
import { nextNumber } from './sequence.ts';
import { facts } from './visitor.ts';
import { ANSWER, type SIGHT, type TURN } from './waits.ts';
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

let calls = 0;

/**
 * The first part of the id of a hit of this moment: the clock (48 bits) and which call it is, so that ids sort by time.
 * The rest follows when it first leaves.
 */
export const moment = () => `0${clock().toString(16)}${100 + (calls++ % 900)}`;

/** Whether it was ever in a request. */
export const hasLeft = ({ id }: Draft) => id[15];

/** The token of the test mode that this browser is in; behind the 13 digits of its end, where an earlier page kept it. */
export const testToken = () => page.$test || kept('trial')?.slice(13);

/**
 * Takes a hit for a request, and adds what is known only when it first leaves, after every call of that moment was
 * heard.
 */
export const prepare = (hit: Draft): void => {
  hit[WAITS] = ANSWER;
  if (!hasLeft(hit)) {
    const { id, tag, flags, url, referrer, title } = hit;
    const who = facts();
    // A router names a page after it has changed the address; unless it has gone on meanwhile.
    Object.assign(hit, cleaned(url, referrer, location.href === url ? ofDocument('title') : title), {
      id: (id + randomHex()).slice(0, 32),
      ...who,
      // A test is in no report, where its number would be missed.
      seq: who.visitor && !testToken() ? nextNumber(tag) : undefined,
      flags: flags.concat(
        news.delete(tag) ? 'twice' : [],
        news.delete('ignored') ? 'ignored' : [],
        page.$tags.includes(tag) ? [] : 'not-initialised',
      ),
    });
  }
  hit.age = clock() - parseInt(hit.id.slice(0, 12), 16);
};
