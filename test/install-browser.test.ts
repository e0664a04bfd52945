import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBrowser, findBrowser } from './support/install-browser.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tagline-browser-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}

describe('the browser of the tests', () => {
  it('is the one named by the environment, before the one of the system', async () => {
    const named = program('my-browser');
    vi.stubEnv('PATH', folder);
    program('chromium');
    vi.stubEnv('TAGLINE_CHROMIUM', named);
    expect(await findBrowser()).toBe(named);
    expect(await ensureBrowser()).toBe(named);
  });

  it('is never another than the one that was named', async () => {
    vi.stubEnv('TAGLINE_CHROMIUM', join(folder, 'not-there'));
    await expect(findBrowser()).rejects.toThrow(/TAGLINE_CHROMIUM names no program/);
    await expect(ensureBrowser()).rejects.toThrow(/TAGLINE_CHROMIUM names no program/);
  });

  it("else the system's, wherever PATH leads", async () => {
    vi.stubEnv('TAGLINE_CHROMIUM', '');
    vi.stubEnv('PATH', folder);
    const chromium = program('chromium');
    expect(await findBrowser()).toBe(chromium);
  });
});
