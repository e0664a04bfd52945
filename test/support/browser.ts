import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './install-browser.mjs';

/** What a person's browser says it is: headless Chromium says that it is headless, which is a bot's word. */
export const PERSON =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36';

/**
 * Starts Chromium. Every host below `.test` is this machine, so that sites are truly different sites. `keepsPages` has
 * it keep pages for the way back, which Playwright's own settings switch off.
 */
export async function launchBrowser({ keepsPages = false } = {}): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('there is no Chromium; `npm test` installs one');
  return chromium.launch({
    executablePath,
    ...(keepsPages ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
    args: [
      // For the whole browser: a page's beacon on its way out would not know of a context's own.
      `--user-agent=${PERSON}`,
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--disable-features=InsecureDownloadWarnings', // the test hosts have no certificates
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}
