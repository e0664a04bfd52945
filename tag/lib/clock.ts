const origin = Date.now() - performance.now();

/** Milliseconds since 1970, as the clock on the wall said when the page began; nobody turns it while the page is there. */
export const clock = (): number => Math.round(origin + performance.now());
