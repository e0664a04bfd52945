import { join } from 'node:path';
import { backupStore, openStore, restoreStore } from '../../db/open.ts';
import type { Config } from '../config.ts';

interface Means {
  config: Config;
  say: (line: string) => void;
}

const fileOf = ({ dataDir }: Config) => join(dataDir, 'tagline.db');

/** `tagline backup FILE`: a copy of everything but the session secret, also while Tagline runs. */
export function runBackup(target: string | undefined, { config, say }: Means): void {
  if (!target) throw new Error('where to? usage: tagline backup FILE');
  backupStore(fileOf(config), target);
  say(`${target} holds everything that was acknowledged when it was begun, and has been checked.`);
}

/** `tagline restore FILE`: puts a backup in the place of the database, while Tagline is stopped. */
export function runRestore(
  source: string | undefined,
  { config, say, now }: Means & { now: () => number },
): void {
  if (!source) throw new Error('which backup? usage: tagline restore FILE');
  const aside = restoreStore(fileOf(config), source, new Date(now()));
  // An older backup is brought to today's schema at once, so that what cannot be is said now.
  openStore(fileOf(config)).close();
  say(`${source} is in place.`);
  if (aside) say(`What was there before is kept as ${aside}.`);
}

/** `tagline migrate`: brings the database to the newest schema without serving. `serve` does so by itself. */
export function runMigrate({ config, say }: Means): void {
  openStore(fileOf(config)).close();
  say('The database has the newest schema.');
}
