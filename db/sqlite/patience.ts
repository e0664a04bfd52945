import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from '../error.ts';

/** Milliseconds between two tries, and for which a write is tried. */
const STEP = 5;
const LONGEST = 1_000;

/** Runs a write, and gives what it gives. */
export type Patiently = <T>(write: () => T) => Promise<T>;

/**
 * Gives what runs a write again while somebody else holds the lock; all others have their turn meanwhile, because
 * SQLite's own waiting would hold up the event loop. Throws where the lock is held for longer. While it is held on, no
 * write waits again: one wait was for nothing, and the next would be too.
 */
export function createPatience(longest = LONGEST): Patiently {
  let waits = true;
  return async (write) => {
    for (let waited = 0; ; waited += STEP) {
      try {
        const written = write();
        waits = true;
        return written;
      } catch (error) {
        if (!isBusy(error)) throw error;
        waits &&= waited < longest;
        if (!waits) throw error;
      }
      await sleep(STEP);
    }
  };
}
