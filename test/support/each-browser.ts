import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { driveChromium } from './drive-chromium.ts';
import { driveFirefox } from './drive-firefox.ts';
import type { Driven, Profile } from './driven.ts';
import { startTagSite, type TagSite } from './tag-site.ts';

const BROWSERS = [
  { name: 'Chromium', drive: driveChromium },
  { name: 'Firefox', drive: driveFirefox },
];

/** What a case that runs in every browser gets; the site is there once its test runs. */
export interface Stage {
  site(): TagSite;
  /** A fresh profile, closed when the test ends. */
  open(options?: { gpc?: boolean }): Promise<Profile>;
}

/** Runs the same cases in Chromium and in Firefox. */
export function inEachBrowser(cases: (stage: Stage) => void): void {
  describe.each(BROWSERS)('in $name', ({ drive }) => {
    let driven: Driven;
    let site: TagSite;
    const profiles: Profile[] = [];

    beforeAll(async () => {
      driven = await drive();
    });
    afterAll(() => driven.close());
    // A site for each test: what a page says while it is closed reaches nobody.
    beforeEach(async () => {
      site = await startTagSite();
    });
    afterEach(async () => {
      await Promise.all(profiles.splice(0).map((profile) => profile.close()));
      await site.close();
    });
    cases({
      site: () => site,
      async open(options) {
        const profile = await driven.open(options);
        profiles.push(profile);
        return profile;
      },
    });
  });
}

/** Long enough for what should not be sent to be sent. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 500));
