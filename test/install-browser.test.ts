import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BrowserKind, ensureBrowser, findBrowser } from './support/install-browser.mjs';

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

const KINDS: { kind: BrowserKind; variable: string; names: string[] }[] = [
  { kind: 'chromium', variable: 'TAGLINE_CHROMIUM', names: ['chromium', 'google-chrome'] },
  { kind: 'firefox', variable: 'TAGLINE_FIREFOX', names: ['firefox-esr', 'firefox'] },
];

describe.each(KINDS)('the $kind of the tests', ({ kind, variable, names }) => {
  it(`is the one named by ${variable}, before the one of the system`, async () => {
    const named = program('my-browser');
    vi.stubEnv('PATH', folder);
    for (const name of names) program(name);
    vi.stubEnv(variable, named);
    expect(await findBrowser(kind)).toBe(named);
    expect(await ensureBrowser(kind)).toBe(named);
  });

  it('is never another than the one that was named', async () => {
    vi.stubEnv(variable, join(folder, 'not-there'));
    await expect(findBrowser(kind)).rejects.toThrow(`${variable} names no program`);
    await expect(ensureBrowser(kind)).rejects.toThrow(`${variable} names no program`);
  });

  it.each(names)("else the system's %s, wherever PATH leads", async (name) => {
    vi.stubEnv(variable, '');
    vi.stubEnv('PATH', folder);
    const path = program(name);
    expect(await findBrowser(kind)).toBe(path);
  });
});
