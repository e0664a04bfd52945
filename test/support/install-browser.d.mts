/** The browsers of the tests. */
export type BrowserKind = 'chromium' | 'firefox';
/** Path of a browser of this kind that is there, or null. Throws where its variable names none. */
export function findBrowser(kind?: BrowserKind): Promise<string | null>;
/** Path of a browser of this kind, installed where there was none. Throws an Error that names what to install. */
export function ensureBrowser(kind?: BrowserKind): Promise<string>;
/** Every browser that the tests need. */
export function ensureBrowsers(): Promise<void>;
