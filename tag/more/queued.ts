import type { First } from '../handed.ts';
import { MOST_HITS } from '../limits.ts';

/** Takes up what earlier pages could not send. What is over the limit is given up. */
export const restore = ({ $guard, $waiting }: First): void => {
  const keys = Object.keys(localStorage).filter((key) => /^_tl\w{32}$/.test(key));
  // One that is none of ours keeps no other back.
  const take = $guard((key: string, place: number) => {
    // The oldest are given up; their numbers tell of it.
    if (keys[place + MOST_HITS]) delete localStorage[key];
    const hit = JSON.parse(localStorage[key]);
    hit.flags.push('queued');
    $waiting.add(hit);
  });
  keys.sort().forEach(take);
};
