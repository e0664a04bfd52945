import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, type Broadcast, ids } from '../client.ts';
import { type Filter, filterOf } from '../lib/filter.ts';
import { type Load, useLoad } from './use-load.ts';

interface Filtering {
  filter: Filter;
  /** True while it is not known yet whether there is the broadcast that the address names. */
  waiting: boolean;
  /** Null until somebody needs them: the list has figures, and they cost. */
  broadcasts: Load<readonly Broadcast[] | null>;
  wantBroadcasts: () => void;
}

/** The filter in the address. A broadcast that the account does not have is passed over. */
export function useFilter(account: Account, query: URLSearchParams): Filtering {
  const named = filterOf(query);
  const [wanted, setWanted] = useState(false);
  const needed = wanted || named.broadcast !== undefined;
  const broadcasts = useLoad<readonly Broadcast[] | null>(needed ? 'needed' : 'not yet', async () =>
    needed ? ask(api.accounts[':account'].broadcasts.$get({ param: ids(account.id) })) : null,
  );
  const { broadcast, ...others } = named;
  const there = broadcasts.data?.some(({ id }) => String(id) === broadcast) ?? true;
  return {
    filter: there ? named : others,
    waiting: broadcast !== undefined && broadcasts.data === null && broadcasts.error === null,
    broadcasts,
    wantBroadcasts: () => setWanted(true),
  };
}
