/**
 * Finds the browsers of the tests, or installs them: the one named by TAGLINE_CHROMIUM or TAGLINE_FIREFOX, the
 * system's, the system's package where it can be installed, the download of the package that drives it. Needs nothing
 * but Node and npm's packages.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const APT = '/usr/bin/apt-get';
const SUDO = '/usr/bin/sudo';
const DOWNLOAD_CAP = 60_000;
/** Where Puppeteer keeps its downloads. */
const PUPPETEER = join(homedir(), '.cache', 'puppeteer');

const KINDS = {
  chromium: {
    variable: 'TAGLINE_CHROMIUM',
    names: [
      'chromium',
      'chromium-browser',
      'google-chrome-stable',
      'google-chrome',
      'chrome',
      'microsoft-edge',
    ],
    places: [
      '/snap/bin/chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    package: 'chromium',
    downloader: "Playwright's Chromium",
    download: [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
    async downloaded() {
      const { chromium } = await import('playwright-core');
      const path = chromium.executablePath();
      return path && existsSync(path) ? path : null;
    },
  },
  firefox: {
    variable: 'TAGLINE_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    places: [
      '/usr/bin/firefox-esr',
      '/usr/bin/firefox',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
    package: 'firefox-esr',
    downloader: "Puppeteer's Firefox",
    download: [
      join('node_modules', '@puppeteer', 'browsers', 'lib', 'cjs', 'main-cli.js'),
      ...['install', 'firefox@stable', '--path', PUPPETEER],
    ],
    async downloaded() {
      const { getInstalledBrowsers } = await import('@puppeteer/browsers');
      const all = await getInstalledBrowsers({ cacheDir: PUPPETEER });
      const paths = all.flatMap(({ browser, executablePath }) =>
        browser === 'firefox' ? [executablePath] : [],
      );
      return paths.find(isProgram) ?? null;
    },
  },
};

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run: the next candidate is asked
  }
}

/** Path of a browser of this kind that is there, or null. Throws where its variable names none. */
export async function findBrowser(kind = 'chromium') {
  const { variable, names, places, downloaded } = KINDS[kind];
  const named = process.env[variable];
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`${variable} names no program: ${named}`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places];
  return candidates.find(isProgram) ?? (await downloaded());
}

function run(command, args, timeout) {
  return spawnSync(command, args, { stdio: 'inherit', timeout }).status === 0;
}

/** Runs apt-get as root, or by a sudo that asks nobody. */
function apt(args) {
  return process.getuid?.() === 0 ? run(APT, args) : run(SUDO, ['-n', APT, ...args]);
}

function canInstall() {
  if (!isProgram(APT)) return false;
  if (process.getuid?.() === 0) return true;
  return isProgram(SUDO) && spawnSync(SUDO, ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

/** Path of a browser of this kind, installed where there was none. Throws an Error that names what to install. */
export async function ensureBrowser(kind = 'chromium') {
  const found = await findBrowser(kind);
  if (found) return found;
  const { variable, package: name, downloader, download } = KINDS[kind];
  if (canInstall()) {
    console.log(`tagline: installing the package ${name} for the tests ...`);
    // A list that cannot be refreshed may still know the package.
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', name]);
  }
  const packaged = await findBrowser(kind);
  if (packaged) return packaged;
  console.log(`tagline: downloading ${downloader} for the tests ...`);
  run(process.execPath, download, DOWNLOAD_CAP);
  const downloaded = await findBrowser(kind);
  if (downloaded) return downloaded;
  throw new Error(
    `the tests need the browser ${kind}: install the package "${name}" of your system, or set ${variable} to the path of one`,
  );
}

/** Every browser that the tests need. */
export async function ensureBrowsers() {
  for (const kind of Object.keys(KINDS)) await ensureBrowser(kind);
}
