import type { First } from '../handed.ts';
import { MOST_HITS } from '../limits.ts';

/** Takes up what earlier pages could not send. What is over the limit is given up. */
export const restore = ({ $guard, $kept, $waiting }: First): void => {
  const keys = Object.keys(localStorage).filter((key) => /^_tl\w{32}$/.test(key));
  const take = $guard((text: string) => {
    const hit = JSON.parse(text);
    hit.flags.push('queued');
    // What has no number is of a test, which may be over.
    return hit.id[31] && (hit.seq || $kept('trial')) && $waiting.add(hit);
  });
  keys.sort().forEach((key, place) => {
    // The oldest are given up, and their numbers tell of it. What is none of ours keeps no other back.
    if (keys[place + MOST_HITS] || !take(localStorage[key])) delete localStorage[key];
  });
};
