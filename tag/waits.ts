// What a hit waits for. A file of numbers alone, because the bundler then writes them in place.

/** For the page to be seen: nobody has yet, or a beacon took the hit along, which has no answer. */
export const SIGHT = 1;
/** For the answer to its request. */
export const ANSWER = 2;
/** For the answer to the request of others, so that a collector in trouble gets one request, not ten. */
export const TURN = 3;
