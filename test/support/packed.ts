import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a site that has the package installed, as npm would unpack it, but without what it depends on. */
export function installPacked(from = '.') {
  const site = mkdtempSync(join(tmpdir(), 'tagline-npm-'));
  const pack = ['pack', from, '--json', '--ignore-scripts', '--offline', '--pack-destination', site];
  const packs: { filename: string; files: { path: string }[] }[] = JSON.parse(
    execFileSync('npm', pack, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const [{ filename, files } = { filename: '', files: [] }] = packs;
  execFileSync('tar', ['-xzf', join(site, filename), '-C', site]);
  mkdirSync(join(site, 'node_modules'));
  renameSync(join(site, 'package'), join(site, 'node_modules', 'tagline'));
  return {
    site,
    /** What the tarball holds. */
    files: files.map(({ path }) => path).sort(),
    remove: () => rmSync(site, { recursive: true, force: true }),
  };
}
