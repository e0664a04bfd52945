/** Milliseconds since the page began, from an event: a page may well have a `performance` of its own. */
const elapsed = () => new Event('').timeStamp;
const origin = Date.now() - elapsed();

/** Milliseconds since 1970, as the clock on the wall said when the page began; nobody turns it while the page is there. */
export const clock = (): number => Math.round(origin + elapsed());
