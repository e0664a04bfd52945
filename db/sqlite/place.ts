import { statSync } from 'node:fs';
import { MisplacedError } from '../error.ts';

/** What tells one file from another of the same name; null where there is none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.dev}:${found.ino}` : null;
}

/**
 * Watches that an open database and its log are still the files of their names. Gives what throws where one of them was
 * deleted, moved or replaced: what is written then is gone with this process, and whoever opens the name reads
 * something else. Asked after each commit and before anybody is told of it, it costs two looks at a folder.
 */
export function watchPlace(file: string): () => void {
  if (file === ':memory:') return () => {};
  const opened = [file, `${file}-wal`].map((name) => ({ name, identity: identityOf(name) }));
  return () => {
    for (const one of opened) {
      const identity = identityOf(one.name);
      // The log is made with the first thing that is read or written.
      one.identity ??= identity;
      if (identity === null || identity !== one.identity) throw new MisplacedError(one.name);
    }
  };
}
