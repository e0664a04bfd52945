/** What waits for a slow reader: the newest of it, and how many were left out. */
export interface Feed<T> {
  push(item: T): void;
  /** What has come since the last time, oldest first. */
  take(): { items: T[]; skipped: number };
  /** Settles when something is waiting, at once where something is; or after `ms`. */
  wait(ms: number): Promise<void>;
  /** Ends every wait, now and from now on. */
  end(): void;
  readonly ended: boolean;
}

/** A feed that holds at most `max` items: the oldest goes for the newest. */
export function createFeed<T>(max: number): Feed<T> {
  let items: T[] = [];
  let skipped = 0;
  let ended = false;
  let wake = () => {};

  return {
    push(item) {
      items.push(item);
      if (items.length > max) {
        items.shift();
        skipped += 1;
      }
      wake();
    },
    take() {
      const taken = { items, skipped };
      items = [];
      skipped = 0;
      return taken;
    },
    wait(ms) {
      if (items.length > 0 || ended) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    end() {
      ended = true;
      wake();
    },
    get ended() {
      return ended;
    },
  };
}
