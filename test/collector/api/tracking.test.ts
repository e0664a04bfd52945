import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTest } from '../../support/tagline.ts';

const SHOP = { name: 'Shop', timeZone: 'Asia/Tokyo', domains: [] };

it('tells the latest numbered build and its hash, which the server serves', async () => {
  const assets = mkdtempSync(join(tmpdir(), 'tagline-assets-'));
  try {
    cpSync('dist', assets, { recursive: true });
    for (const number of [2, 9, 10]) writeFileSync(join(assets, 'tag', `lt.${number}.js`), `${number}`);
    const test = createTest({ assets });
    await test.signIn();
    await test.api('POST', '/accounts', SHOP);
    const { json } = await test.api('GET', '/accounts/1/tracking');
    expect(json).toMatchObject({
      build: { number: 10, name: 'lt.10.js', integrity: expect.stringMatching(/^sha384-[A-Za-z0-9+/]{64}$/) },
    });
    expect(await (await test.visit('/lt.10.js')).text()).toBe('10');
  } finally {
    rmSync(assets, { recursive: true });
  }
});
