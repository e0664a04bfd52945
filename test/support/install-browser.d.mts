/** Path of a Chromium that is there, or null. Throws where TAGLINE_CHROMIUM names none. */
export function findBrowser(): Promise<string | null>;
/** Path of a Chromium, installed where there was none. Throws an Error that names what to install. */
export function ensureBrowser(): Promise<string>;
