import { guard } from './guard.ts';

/** Milliseconds since the page began; undefined where the page has put something else in the place of `performance`. */
const elapsed = guard(() => performance.now());
const origin = Date.now() - Number(elapsed());

/**
 * Milliseconds since 1970, as the clock on the wall said when the page began; nobody turns that one while the page is
 * there. Where it cannot be told so, as the clock says now.
 */
export const clock = (): number => Math.round(origin + Number(elapsed())) || Date.now();
