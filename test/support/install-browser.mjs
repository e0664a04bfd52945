/**
 * Finds a Chromium for the tests, or installs one: the one named by TAGLINE_CHROMIUM, the system's, the system's
 * package where it can be installed as root, Playwright's own download. Needs nothing but Node and npm's packages.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];
const PLACES = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const DOWNLOAD_CAP = 60_000;

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run: the next candidate is asked
  }
}

async function ofPlaywright() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/** Path of a Chromium that is there, or null. Throws where TAGLINE_CHROMIUM names none. */
export async function findBrowser() {
  const named = process.env.TAGLINE_CHROMIUM;
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`TAGLINE_CHROMIUM names no program: ${named}`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return candidates.find(isProgram) ?? (await ofPlaywright());
}

function run(command, args, timeout) {
  return spawnSync(command, args, { stdio: 'inherit', timeout }).status === 0;
}

/** Path of a Chromium, installed where there was none. Throws an Error that names what to install. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
    console.log('tagline: installing the package chromium for the tests ...');
    // A list that cannot be refreshed may still know the package.
    run('/usr/bin/apt-get', ['update', '-qq']);
    run('/usr/bin/apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  const packaged = await findBrowser();
  if (packaged) return packaged;
  console.log("tagline: downloading Playwright's Chromium for the tests ...");
  run(
    process.execPath,
    [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
    DOWNLOAD_CAP,
  );
  const downloaded = await findBrowser();
  if (downloaded) return downloaded;
  throw new Error(
    'the tests need a Chromium: install the package "chromium" of your system, or set TAGLINE_CHROMIUM to the path of one',
  );
}
