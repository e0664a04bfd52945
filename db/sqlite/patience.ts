import { isBusy } from '../error.ts';
import type { Db } from './client.ts';

/**
 * Gives what runs a write, and waits for somebody else's lock as long as the client does (`busy_timeout`) but not
 * again until it is gone: where one wait was for nothing the next would be too, and while it lasts nobody at all is
 * answered.
 */
export function createPatience(db: Db): <T>(write: () => T) => T {
  const longest = Number(db.$client.pragma('busy_timeout', { simple: true }));
  let waits = true;

  function wait(yes: boolean): void {
    if (waits !== yes) db.$client.pragma(`busy_timeout = ${yes ? longest : 0}`);
    waits = yes;
  }

  return (write) => {
    try {
      const written = write();
      wait(true);
      return written;
    } catch (error) {
      if (isBusy(error)) wait(false);
      throw error;
    }
  };
}
