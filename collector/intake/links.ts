import type { Link } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';

/** What a click needs of its link: it never changes. */
export type LinkTarget = Pick<Link, 'id' | 'accountId' | 'destination'>;

/** Finds links by their code. */
export interface Links {
  byCode(code: string): Promise<LinkTarget | null>;
}

/** Links that are held: more than anybody has made by hand. */
const HELD = 200_000;

/**
 * Links held in memory, all of them from the start on, so that a message still leads on while the database can be
 * neither written nor read. What was made since is read once. An unknown code is not remembered: anybody can invent one.
 */
export function holdLinks(
  records: Pick<RecordStore, 'accounts' | 'links' | 'linkByCode'>,
): Links & { ready: Promise<void> } {
  const held = new Map<string, LinkTarget>();

  function hold({ code, id, accountId, destination }: Link): LinkTarget {
    const target = { id, accountId, destination };
    if (held.size < HELD) held.set(code, target);
    return target;
  }

  async function readAll(): Promise<void> {
    for (const { id } of await records.accounts()) for (const link of await records.links(id)) hold(link);
  }

  return {
    // What cannot be read now is read when it is asked for.
    ready: readAll().catch(() => {}),
    async byCode(code) {
      const known = held.get(code);
      if (known) return known;
      const link = await records.linkByCode(code);
      return link && hold(link);
    },
  };
}
